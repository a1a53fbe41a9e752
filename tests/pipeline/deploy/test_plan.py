"""Is exactly that promoted which was approved, and does a plan tell all of it?"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.core.deploy import plan_json
from pipeline.core.deploy.case import Request
from pipeline.core.deploy.plan import Plan, Planner, Rendered, digest
from pipeline.core.deploy.plan_text import text
from pipeline.core.deploy.promotion import promotion
from pipeline.core.environments.decision import Nothing, Snapshot, Write
from pipeline.core.environments.environment_health import Current, Status
from pipeline.core.environments.policy import Rules
from pipeline.core.errors import Refused
from pipeline.core.release.release import Evidence, Release, ScanSummary, SchemaWindow
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    PRODUCTION,
    STAGING,
    Repository,
)
from tests.pipeline.deploy.shipping import digest as image_digest
from tests.pipeline.deploy.shipping import release, running

TWO, THREE = release(2), release(3)
BASE = "k8s/base/deployment.yaml"
STATUSES = {STAGING: Status(STAGING, Current(image_digest(3), "healthy"))}
REQUEST = Request(
    STAGING, PRODUCTION, Rules(("lint",), ("production",)), STATUSES, "Ada", "plan"
)


def rendered(snapshot: Snapshot, files: Mapping[str, str | None]) -> Rendered:
    """Do as kustomize does: put the image into what people have written."""
    return Rendered(_manifests(snapshot.files), _manifests({**snapshot.files, **files}))


def _manifests(files: Mapping[str, str | None]) -> str:
    image = (files[PLACES.component(PRODUCTION)] or "").splitlines()[-1].strip()
    return f"{files.get(BASE, 'replicas: 2')}\nimage: {image}\n"


PLANNER = Planner(REQUEST, PLACES, rendered, NOON + timedelta(days=10))


def promotable(two: Release = TWO, three: Release = THREE) -> Repository:
    """Return a repository in which all is well: build 3 is to replace build 2."""
    return Repository().runs(PRODUCTION, two).runs(STAGING, three)


def planned(repository: Repository, planner: Planner = PLANNER) -> Plan:
    """Return the plan of a promotion that changes something."""
    plan = planner.plan(repository.snapshot())
    assert isinstance(plan, Plan)
    return plan


def refused(repository: Repository, approved: str, planner: Planner = PLANNER) -> str:
    """Return why what was approved is not promoted, and see that nothing changed."""
    before = dict(repository.files)
    with pytest.raises(Refused) as why:
        repository.do(planner.as_approved(approved))
    assert before == repository.files
    return str(why.value)


def test_what_was_approved_is_promoted() -> None:
    """As without a plan, and the commit says which one it was."""
    repository = promotable()
    approved = digest(planned(repository))
    plain = promotion(REQUEST, PLACES)(repository.snapshot())
    made = repository.do(PLANNER.as_approved(approved))

    assert isinstance(plain, Write) and isinstance(made, Write)
    assert replace(plain, facts={**plain.facts, "Plan-Hash": approved}) == made
    assert sorted(made.facts) == list(made.facts)
    assert running(PRODUCTION, THREE) == repository.folder(PRODUCTION)


def test_the_first_part_of_a_hash_is_enough() -> None:
    """It stands for all of the plan."""
    repository = promotable()
    approved = digest(planned(repository)).split(".")[0]

    assert 64 == len(approved)
    assert isinstance(repository.do(PLANNER.as_approved(approved)), Write)


def test_what_was_promoted_already_is_left() -> None:
    """A command that is repeated succeeds."""
    repository = promotable()
    approved = digest(planned(repository))
    repository.do(PLANNER.as_approved(approved))
    expected = Nothing(f"production runs {image_digest(3)} already")

    assert expected == repository.do(PLANNER.as_approved(approved))
    assert expected == PLANNER.plan(repository.snapshot())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: it.write({"README.md": "new"}), id="foreign file"),
        pytest.param(lambda it: it.runs(DEV, release(4)), id="another environment"),
    ],
)
def test_an_approval_outlives_what_it_is_not_about(
    change: Callable[[Repository], object],
) -> None:
    """Neither the newest commit nor the time matters."""
    repository = promotable()
    approved = digest(planned(repository))
    change(repository)
    later = replace(PLANNER, at=PLANNER.at + timedelta(days=1))

    assert approved == digest(planned(repository, later))
    assert isinstance(repository.do(later.as_approved(approved)), Write)


REMARK = {
    PLACES.component(PRODUCTION): "# new\n"
    + promotable().files[PLACES.component(PRODUCTION)]
}
RECORD = {
    PLACES.record(STAGING): promotable().files[PLACES.record(STAGING)].rstrip(),
}


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        pytest.param(
            lambda it: it.runs(PRODUCTION, release(1)), "present image", id="present"
        ),
        pytest.param(lambda it: it.write(RECORD), "release", id="record"),
        pytest.param(
            lambda it: it.write(REMARK), "present image, component", id="component"
        ),
        pytest.param(
            lambda it: it.write({BASE: "replicas: 9"}), "manifests", id="manifests"
        ),
        pytest.param(
            lambda it: it.write({**RECORD, BASE: "replicas: 9"}),
            "release, manifests",
            id="several",
        ),
    ],
)
def test_what_has_changed_since_the_approval_is_refused(
    change: Callable[[Repository], object], parts: str
) -> None:
    """And it is told what, and how to go on."""
    repository = promotable()
    approved = digest(planned(repository))
    change(repository)
    now = digest(planned(repository))

    assert approved != now
    assert (
        f"could not promote '{image_digest(3)}' to 'production': it is not what was"
        f" approved: {parts} changed; look at the plan again and approve {now}"
    ) == refused(repository, approved)


def test_another_release_in_the_source_is_not_promoted_by_that_approval() -> None:
    """Though nothing else speaks against it."""
    repository = promotable()
    approved = digest(planned(repository))
    repository.runs(STAGING, release(4))
    current = Current(image_digest(4), "healthy")
    statuses = {STAGING: Status(STAGING, current)}
    planner = replace(PLANNER, request=replace(REQUEST, statuses=statuses))

    assert "release, component, manifests changed" in refused(
        repository, approved, planner
    )


def test_an_approval_is_for_one_environment() -> None:
    """Where all else is the same, too."""
    repository = promotable().runs(DEV, THREE).runs(STAGING, TWO)
    in_staging = {
        PLACES.component(STAGING): repository.files[PLACES.component(PRODUCTION)]
    }
    repository.write(in_staging)
    request = replace(REQUEST, source=DEV, target=STAGING)
    first = digest(planned(repository, replace(PLANNER, request=request)))
    repository.runs(STAGING, THREE)
    second = digest(planned(repository))
    kept = [a == b for a, b in zip(first.split("."), second.split("."), strict=True)]

    assert [False, False, True, False, True, False] == kept


def test_an_approval_is_used_once() -> None:
    """Though after a rollback all is as it was."""
    repository = promotable()
    approved = digest(planned(repository))
    repository.do(PLANNER.as_approved(approved))
    repository.write(running(PRODUCTION, TWO))

    assert "present image changed" in refused(repository, approved)


def test_a_plan_names_what_is_not_asked_any_more() -> None:
    """So that an approval is one of that, too."""
    repository = promotable()
    before = digest(planned(repository))
    repository.policies[TWO.commit] = Rules(("lint", "test"), ("production",), 2)
    plan = planned(repository)

    assert before != digest(plan)
    assert (
        "  less is asked than of what it replaces: gate test was required\n"
        "  less is asked than of what it replaces: 2 approvers were asked for, now 1\n"
    ) in text(plan)


def test_without_its_parts_a_hash_does_not_tell_what_changed() -> None:
    """Only that something did."""
    repository = promotable()

    assert (
        "it is not what was approved: something changed; look at the plan again"
    ) in refused(repository, "0" * 64)


def test_an_approval_does_not_overrule_a_rule() -> None:
    """It says what, and the rules say whether."""
    repository = promotable()
    approved = digest(planned(repository))
    nobody = replace(PLANNER, request=replace(REQUEST, approved_by=""))

    assert "asks for an approval" in refused(repository, approved, nobody)


@pytest.mark.parametrize(
    "approved", ["", "0" * 63, "0" * 65, "0" * 64 + ".1234567", "0" * 64 + ".12345678"]
)
def test_what_is_no_hash_of_a_plan_is_refused(approved: str) -> None:
    """A part of one would be too easy to find for another plan."""
    assert (
        f"could not take plan hash '{approved}': it is no hash of a plan;"
        " copy the last line of the plan"
    ) == refused(promotable(), approved)


def test_a_plan_tells_all_that_one_should_know() -> None:
    """Also what speaks against the promotion: it is told, not refused."""
    three = replace(
        THREE,
        evidence=(
            Evidence("lint", "", "failed", True),
            Evidence("test", "3.12", "passed", True),
            Evidence("typecheck", "", "skipped", False),
        ),
        scan=ScanSummary({"high": 2, "low": 1}, NOON),
        schema=SchemaWindow(2, 5, 4),
    )
    repository = promotable(three=three)
    plan = planned(repository)

    assert text(plan) == f"""\
Promote registry.example/shop/app@{image_digest(3)} (1.3.0, build 3) from staging to \
production, in place of {image_digest(2)}

Rules
  yes  not on hold
  yes  healthy
  yes  from this repository
  yes  image
  no   gates: gate lint has failed; build a release with all required gates green
  yes  scan
  yes  schema
  yes  order
  yes  approval

Evidence
  failed   lint
  passed   test (3.12)
  skipped  typecheck, not required
  vulnerabilities: 2 high, 1 low (database of 2026-03-01)
  list of parts: {THREE.sbom}
  built by https://ci.example/builds from commit {THREE.commit}

Migrations
  from 3 to 5
  no way back to 1.2.0: then the schema at 5 serves code that knows 4, it knows 3

Image component
  --- a/k8s/overlays/production/image/kustomization.yaml
  +++ b/k8s/overlays/production/image/kustomization.yaml
  @@ -4,4 +4,4 @@
   images:
     - name: app # as the base names it
       newName: registry.example/shop/app
  -    digest: {image_digest(2)}
  +    digest: {image_digest(3)}

Manifests
  --- a/manifests
  +++ b/manifests
  @@ -1,2 +1,2 @@
   replicas: 2
  -image: digest: {image_digest(2)}
  +image: digest: {image_digest(3)}

So far
  production, 30 days until 2026-03-11 12:00 UTC
  deployment frequency  1 change, 0.03 a day
  lead time             0 s
  change failure rate   0%
  time to restore       none

plan hash: {digest(plan)}
"""


def test_a_plan_tells_what_was_never_looked_for() -> None:
    """No scan is not the same as nothing found."""
    unscanned = replace(THREE, scan=ScanSummary({}, None))
    told = text(planned(promotable(three=unscanned)))

    assert "  vulnerabilities: none (no database)\n" in told


def test_the_first_release_replaces_nothing() -> None:
    """And has all migrations before it."""
    repository = Repository().runs(STAGING, THREE)
    told = text(planned(repository))

    assert "to production, in place of nothing\n" in told
    assert "\nMigrations\n  from 0 to 3\n\nImage" in told


def test_a_record_alone_changes_no_manifest() -> None:
    """Somebody has put the digest there by hand."""
    repository = promotable()
    component = running(PRODUCTION, THREE)[PLACES.component(PRODUCTION)]
    repository.write({PLACES.component(PRODUCTION): component})
    told = text(planned(repository))

    assert "\nImage component\n  no change\n\nManifests\n  no change\n\n" in told
    assert f", in place of {image_digest(3)}\n" in told


@pytest.mark.parametrize(
    ("window", "live", "told"),
    [
        pytest.param(None, None, "none: it has no database", id="no database"),
        pytest.param(
            SchemaWindow(1, 3, 1), None, "none: the schema is at 3", id="nothing new"
        ),
        pytest.param(
            SchemaWindow(1, 3, 1),
            Schema(4, 1),
            "none: the schema is at 4",
            id="the schema is further",
        ),
        pytest.param(
            SchemaWindow(1, 4, 3),
            None,
            "from 3 to 4\n  1.2.0 works on it, too",
            id="expanding",
        ),
    ],
)
def test_a_plan_tells_what_becomes_of_the_schema(
    window: SchemaWindow | None, live: Schema | None, told: str
) -> None:
    """And whether one could go back after that."""
    says = {PRODUCTION: Status(PRODUCTION, None, live)}
    request = replace(REQUEST, statuses={**STATUSES, **says})
    repository = promotable(three=replace(THREE, schema=window))
    plan = planned(repository, replace(PLANNER, request=request))

    assert f"\nMigrations\n  {told}\n\nImage component\n" in text(plan)


def test_a_plan_is_told_to_programs() -> None:
    """With each rule's answer, and the hash that approves it."""
    plan = planned(promotable())
    found = json.loads(plan_json.text(plan))

    assert found["hash"] == digest(plan)
    assert ("staging", "production", 3, 2) == (
        *(found["from"], found["to"]),
        *(found["release"]["build"], found["replaces"]["build"]),
    )
    assert dict(plan.answers) == found["rules"]
    assert plan.manifests.after == found["manifests"]["after"]
