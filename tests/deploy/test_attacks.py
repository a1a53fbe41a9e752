"""Is everything refused that would let in what nobody has proven or approved?

Each row is one attempt on a repository in which build 3 may go from staging to
production; each is refused in words of its own, and changes nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.core.deploy.case import Request
from pipeline.core.deploy.plan import Plan, Planner, Rendered, digest
from pipeline.core.deploy.promotion import check_order, promotion
from pipeline.core.environments.decision import Snapshot, Write
from pipeline.core.environments.environment_health import Current, Status
from pipeline.core.environments.hold import Hold
from pipeline.core.environments.hold import text as marker
from pipeline.core.environments.policy import Rules
from pipeline.core.errors import PipelineError
from pipeline.core.project.environment import Environment
from pipeline.core.reference import Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Evidence, Release, ScanSummary
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    PRODUCTION,
    STAGING,
    Repository,
)
from tests.pipeline.deploy.shipping import digest as image
from tests.pipeline.deploy.shipping import release, running
from tests.pipeline.writer.asking import asked

RULES = Rules(("lint", "test"), ("production",), 2, ("registry.example/shop",), 30)
AT = NOON + timedelta(days=10)
THREE = release(3)
LINT, *TESTS = THREE.evidence
SETTINGS = "pyproject.toml"
OTHER = Image("evil.example/shop/app", image(3))


@dataclass
class Attempt:
    """A repository, what is asked for there, and under which rules."""

    repository: Repository
    rules: Rules = RULES
    approved_by: str = "Ada, Grace"
    plan_hash: str | None = None
    source: Environment = STAGING
    target: Environment = PRODUCTION
    health: str = "healthy"
    healthy: int = 3

    def do(self) -> object:
        """Approve the plan of now, or the one that was given, and promote by it."""
        check_order(self.source, self.target)
        if self.plan_hash == "":
            return self.repository.do(promotion(self._planner().request, PLACES))
        approved = self.plan_hash or self.plan()
        return self.repository.do(self._planner().as_approved(approved))

    def plan(self) -> str:
        """Return the hash of the plan, as somebody approves it."""
        found = self._planner().plan(self.repository.snapshot())
        assert isinstance(found, Plan)
        return digest(found)

    def _planner(self) -> Planner:
        current = Current(image(self.healthy), self.health)
        request = Request(
            self.source,
            self.target,
            self.rules,
            {self.source: Status(self.source, current)},
            self.approved_by,
            at=AT,
        )
        return Planner(request, PLACES, rendered, AT)


def rendered(snapshot: Snapshot, files: Mapping[str, str | None]) -> Rendered:
    """Render by putting the files of production one after the other."""
    path = PLACES.component(PRODUCTION)
    base = snapshot.files.get("base", "")
    return Rendered(
        snapshot.files[path] + base, (files.get(path) or snapshot.files[path]) + base
    )


def fit(what: Release = THREE, old: Rules | None = RULES) -> Repository:
    """Return a repository in which a release may be promoted; production runs 2."""
    repository = Repository().runs(PRODUCTION, release(2)).runs(STAGING, what)
    repository.files |= {"base": ""}
    if old:
        repository.policies[release(2).commit] = old
    return repository


def forged(**changes: object) -> Attempt:
    """Return an attempt with a record that somebody has written by hand."""
    made = replace(THREE, **changes)  # type: ignore[arg-type]  # its fields
    return Attempt(fit(made))


def without_trees(attempt: Attempt, **trees: str) -> Attempt:
    """Let the branch know other trees than the record says."""
    attempt.repository.trees = dict(trees)
    return attempt


def replayed(change: Callable[[Repository], object]) -> Attempt:
    """Approve a plan; then something changes, and the approval is used."""
    attempt = Attempt(fit())
    approved = attempt.plan()
    change(attempt.repository)
    return replace(attempt, plan_hash=approved)


def used(repository: Repository) -> None:
    """Use the approval once, and go back: all is as it was before."""
    Attempt(repository).do()
    repository.write(running(PRODUCTION, release(2)))


def held(repository: Repository) -> None:
    """Put build 3 on hold in dev."""
    hold = Hold(image(3), "it leaks", "Ada", NOON, THREE.commit, 3)
    repository.write({PLACES.hold(DEV, image(3)): marker(hold)})


def by_hand(**settings: str) -> Callable[[Repository], object]:
    """Return a change of files by hand."""
    return lambda repository: repository.write(dict(settings))


def rebuilt() -> Attempt:
    """Hold one image of the commit, and bring another one of the same commit."""
    attempt = Attempt(fit())
    bad = Hold(image(8), "it leaks", "Ada", NOON, THREE.commit, 8)
    attempt.repository.write({PLACES.hold(PRODUCTION, image(8)): marker(bad)})
    return attempt


def unreadable() -> Attempt:
    """Put a marker there that says nothing."""
    attempt = Attempt(fit())
    attempt.repository.write({PLACES.hold(PRODUCTION, image(3)): "{"})
    return attempt


def component_alone() -> Attempt:
    """Change the image of staging by hand, without a record."""
    attempt = Attempt(fit())
    text = running(STAGING, release(9))[PLACES.component(STAGING)]
    attempt.repository.write({PLACES.component(STAGING): text})
    return attempt


def loose(**changes: object) -> Attempt:
    """Ask less in the change that is to be promoted, and approve nothing."""
    rules = replace(RULES, approval=(), **changes)  # type: ignore[arg-type]  # fields
    return Attempt(fit(), rules, approved_by="", plan_hash="")


FAILED = replace(LINT, verdict="failed")
SKIPPED = replace(LINT, verdict="skipped")
FREE = replace(LINT, verdict="failed", required=False)
ADVISED = replace(LINT, verdict="skipped", required=False)

ATTACKS: Mapping[str, tuple[Callable[[], Attempt], str]] = {
    # Evidence.
    "a gate that failed": (
        lambda: forged(evidence=(FAILED, *TESTS)),
        "gate lint has failed",
    ),
    "a gate that was skipped": (
        lambda: forged(evidence=(SKIPPED, *TESTS)),
        "gate lint was skipped",
    ),
    "a failed gate that says it is not required": (
        lambda: forged(evidence=(FREE, *TESTS)),
        "gate lint has failed",
    ),
    "a skipped gate that says it is not required": (
        lambda: forged(evidence=(ADVISED, *TESTS)),
        "gate lint has no evidence",
    ),
    "no evidence at all": (
        lambda: forged(evidence=()),
        "gate lint has no evidence in its record, gate test has no evidence",
    ),
    "evidence of a gate of another name": (
        lambda: forged(evidence=(replace(LINT, stage="linty"), *TESTS)),
        "gate lint has no evidence",
    ),
    "one red leg of many": (
        lambda: forged(
            evidence=(LINT, *TESTS, Evidence("test", "3.13", "failed", required=True))
        ),
        "gate test (3.13) has failed",
    ),
    "a commit that nobody knows": (
        lambda: without_trees(forged(commit="f" * 40)),
        "its commit ffffffffffffffffffffffffffffffffffffffff is not in the repository",
    ),
    "a commit with other files": (
        lambda: without_trees(Attempt(fit()), **{THREE.commit: "0" * 40}),
        "build it from the commit, with nothing changed",
    ),
    "an image of another registry": (
        lambda: forged(image=OTHER),
        "it is of 'evil.example/shop/app', and images come from registry.example/shop",
    ),
    "an image of a registry that begins alike": (
        lambda: forged(image=Image("registry.example/shopping/app", image(3))),
        "it is of 'registry.example/shopping/app'",
    ),
    "an image of another registry where none is named": (
        lambda: replace(forged(image=OTHER), rules=replace(RULES, images=())),
        "it is of 'evil.example/shop/app', and images come from registry.example/shop/",
    ),
    "a scan that is old": (
        lambda: forged(scan=ScanSummary({}, AT - timedelta(days=31))),
        "ship.max_evidence_age is 30 days: more may be known of it by now; record the",
    ),
    "no scan at all": (
        lambda: forged(scan=ScanSummary({}, None)),
        "the database of its scan is not known",
    ),
    "an image without its record": (
        component_alone,
        "and the release record beside it is of",
    ),
    # What is on hold.
    "an image on hold in an earlier environment": (
        lambda: replayed(held),
        "it is on hold in dev (it leaks)",
    ),
    "another image of a commit on hold": (
        rebuilt,
        f"its commit {THREE.commit} is on hold in production (it leaks)",
    ),
    "a marker that somebody has emptied": (
        unreadable,
        "it is on hold in production (could not read",
    ),
    # Health.
    "an image that is not well": (
        lambda: Attempt(fit(), health="degraded"),
        "it is degraded in staging; wait until it is healthy",
    ),
    "another image that is well": (
        lambda: Attempt(fit(), healthy=2),
        f"{image(2)} is what runs in staging",
    ),
    # Order.
    "an older build": (
        lambda: Attempt(fit(release(1)), healthy=1),
        "it is build 1, and production runs build 2; to go back, use rollback",
    ),
    "another image of the same build": (
        lambda: forged(build=2),
        "is build 2, too; numbers have to grow",
    ),
    # Approvals.
    "nobody": (
        lambda: Attempt(fit(), approved_by=""),
        "production asks for an approval; say who has approved it",
    ),
    "a blank and a comma": (
        lambda: Attempt(fit(), approved_by=" , ,"),
        "production asks for an approval; say who has approved it",
    ),
    "anybody, without a plan": (
        lambda: Attempt(fit(), plan_hash=""),
        "which is one of a plan; give the hash of the plan as well",
    ),
    "one where two are asked for": (
        lambda: Attempt(fit(), approved_by="Ada"),
        "an approval by 2 people, and Ada did; ask somebody else",
    ),
    "one who is named twice": (
        lambda: Attempt(fit(), approved_by="Ada, ada ,  ADA"),
        "an approval by 2 people, and ADA did; ask somebody else",
    ),
    "a hash that is none": (
        lambda: Attempt(fit(), plan_hash="yes"),
        "could not take plan hash 'yes': it is no hash of a plan",
    ),
    "a hash of something else": (
        lambda: Attempt(fit(), plan_hash="0" * 64),
        "it is not what was approved: something changed",
    ),
    "an approval that was used before": (
        lambda: replayed(used),
        "it is not what was approved: present image changed",
    ),
    "an approval of another release": (
        lambda: replace(
            replayed(lambda there: there.runs(STAGING, release(4))), healthy=4
        ),
        "it is not what was approved: release, component, manifests changed",
    ),
    "an approval from before somebody else deployed": (
        lambda: replayed(
            lambda there: there.write({PLACES.hold(PRODUCTION, image(7)): "{}"})
        ),
        "it is not what was approved: present image changed",
    ),
    "an approval of other manifests": (
        lambda: replayed(by_hand(base="replicas: 0\n")),
        "it is not what was approved: manifests changed",
    ),
    "an approval of another component": (
        lambda: replayed(
            lambda there: there.write(
                {
                    PLACES.component(PRODUCTION): "# mine\n"
                    + there.files[PLACES.component(PRODUCTION)]
                }
            )
        ),
        "it is not what was approved: present image, component, manifests changed",
    ),
    "an approval of another record": (
        lambda: replayed(
            lambda there: there.runs(STAGING, replace(THREE, version="9"))
        ),
        "it is not what was approved: release changed",
    ),
    # Policy that was edited in the change itself.
    "approvals that are not asked for any more": (
        lambda: loose(),
        "less is asked than before (an approval was asked for); say who has approved",
    ),
    "gates that are not required any more": (
        lambda: loose(gates=("lint",)),
        "less is asked than before (gate test was required; an approval was asked for)",
    ),
    "fewer approvers": (
        lambda: loose(approvers=1),
        "2 approvers were asked for, now 1",
    ),
    "any registry": (
        lambda: loose(images=()),
        "images of anywhere were not let in",
    ),
    "one more registry": (
        lambda: loose(images=("registry.example/shop", "evil.example")),
        "images of evil.example were not let in",
    ),
    "scans of any age": (
        lambda: loose(max_age=0),
        "the scan's database was to be at most 30 days old",
    ),
    "an environment that is left out": (
        lambda: replace(Attempt(fit()), source=DEV),
        "production is fed by staging; promote from staging",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(name: str) -> None:
    make, words = ATTACKS[name]
    attempt = make()
    before = dict(attempt.repository.files)
    with pytest.raises(PipelineError) as refused:
        attempt.do()
    assert words in str(refused.value)
    assert before == attempt.repository.files


def test_without_an_attack_it_is_promoted() -> None:
    """Else all of the above would be refused for another reason."""
    assert isinstance(Attempt(fit()).do(), Write)


def test_what_is_loosened_and_approved_is_told_in_the_commit() -> None:
    """The approval is one of the plan that names it."""
    loosened = replace(RULES, approval=(), max_age=0)
    made = Attempt(fit(), loosened).do()
    assert isinstance(made, Write)
    assert made.facts["Policy-Loosened"] == (
        "an approval was asked for; the scan's database was to be at most 30 days old"
    )
    assert made.facts["Approved-By"] == "Ada, Grace"


def test_there_are_many() -> None:
    assert len(ATTACKS) >= 30


@pytest.mark.parametrize("where", ["staging", "production"])
def test_nothing_is_bumped_past_the_rules(where: str) -> None:
    with pytest.raises(PipelineError, match="a bump would pass by every rule"):
        asked("bump", environment=where, release=release_json.text(THREE))


def test_a_bump_of_another_registry_is_refused() -> None:
    repository = Repository().runs(DEV, release(2))
    foreign = replace(THREE, image=OTHER)
    with pytest.raises(PipelineError, match="it is of 'evil.example/shop/app'"):
        repository.do(bump(foreign, DEV, PLACES))
    rules = replace(RULES, images=("registry.example", "evil.example"))
    assert isinstance(repository.do(bump(foreign, DEV, PLACES, rules)), Write)


def test_settings_of_the_branch_govern_and_not_those_of_the_caller() -> None:
    """Each effect reads them at the commit that it writes on."""
    repository = Repository().runs(DEV, THREE)
    repository.write({SETTINGS: '[tool.pipeline]\nship.approval = ["staging"]\n'})
    current = {"digest": image(3), "health": "healthy"}
    status = {"environments": [{"environment": "dev", "current": current}]}
    promote = asked(
        "promote", source="dev", target="staging", status=json.dumps(status)
    )
    with pytest.raises(PipelineError, match="staging asks for an approval"):
        repository.do(promote)
