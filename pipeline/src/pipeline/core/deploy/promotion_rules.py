"""The rules that a release must meet to go on to the next environment.

Each rule says why not, and what to do; None when it has nothing against it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.environments import environment_health, hold
from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.snapshot import live_schema
from pipeline.core.project.environment import Environment
from pipeline.core.release import schema
from pipeline.core.release.release import Evidence, Release
from pipeline.core.verdict import Verdict

PASSED: Final = Verdict.PASSED.value
FAILED: Final = Verdict.FAILED.value


@dataclass(frozen=True, slots=True)
class Rules:
    """The gates that have to be green, and the environments that want an approval."""

    gates: tuple[str, ...]
    approval: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to be promoted, and what is said of the environments."""

    source: Environment
    target: Environment
    rules: Rules
    statuses: Statuses
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A request, the release that it is about, and the one that the target runs."""

    request: Request
    snapshot: Snapshot
    places: Places
    release: Release
    replaced: Release | None

    @property
    def target(self) -> Environment:
        """Return where the release is to go."""
        return self.request.target


def held(case: Case) -> str | None:
    """No hold keeps it out of the target, or of an environment before."""
    digest = case.release.image.digest
    return hold.complaint(case.snapshot, case.places, case.target, digest)


def healthy(case: Case) -> str | None:
    """The source runs it, and says that it is well."""
    source, digest = case.request.source, case.release.image.digest
    found = environment_health.complaint(case.request.statuses.get(source), digest)
    if found is None:
        return None
    return f"{found}; wait until it is healthy in {source.value}"


def from_here(case: Case) -> str | None:
    """It was built from a commit of this repository, as that commit is."""
    release = case.release
    tree = case.snapshot.trees.get(release.commit)
    if tree is None:
        return f"its commit {release.commit} is not in the repository; push it"
    if tree != release.tree:
        return (
            f"its record says tree {release.tree}, and commit {release.commit}"
            f" has {tree}; build it from the commit, with nothing changed"
        )
    return None


def gates(case: Case) -> str | None:
    """Each gate that is required is green: no leg is red, and at least one passed."""
    problems = [
        problem
        for gate in case.request.rules.gates
        for problem in _problems(gate, case.release.evidence)
    ]
    if not problems:
        return None
    return f"{', '.join(problems)}; build a release with all required gates green"


def _problems(gate: str, evidence: tuple[Evidence, ...]) -> list[str]:
    legs = [leg for leg in evidence if leg.stage == gate]
    red = [f"gate {_name(leg)} {_ended(leg)}" for leg in legs if _is_red(leg)]
    if not red and PASSED not in [leg.verdict for leg in legs]:
        return [f"gate {gate} has no evidence in its record"]
    return red


def _name(leg: Evidence) -> str:
    return f"{leg.stage} ({leg.leg})" if leg.leg else leg.stage


def _is_red(leg: Evidence) -> bool:
    return leg.verdict == FAILED or (leg.required and leg.verdict != PASSED)


def _ended(leg: Evidence) -> str:
    return "has failed" if leg.verdict == FAILED else f"was {leg.verdict}"


def fits(case: Case) -> str | None:
    """It can work on the schema that the target's database has."""
    there = case.snapshot, case.places, case.target
    live = live_schema(*there, case.request.statuses)
    found = schema.complaint(live, case.release.schema)
    if found is None:
        return None
    return f"{found}; promote a release whose window the schema is in"


def newer(case: Case) -> str | None:
    """It is newer than what the target runs."""
    there, build = case.replaced, case.release.build
    if there is None or there.build < build or there.image == case.release.image:
        return None
    where = case.target.value
    if there.build == build:
        return (
            f"{there.image.digest} in {where} is build {build}, too;"
            " numbers have to grow: build it again"
        )
    return (
        f"it is build {build}, and {where} runs build {there.build};"
        " to go back, use rollback"
    )


def approved(case: Case) -> str | None:
    """Somebody has approved it, where the target asks for that."""
    asked = case.target.value in case.request.rules.approval
    if not asked or case.request.approved_by.strip():
        return None
    return f"{case.target.value} asks for an approval; say who has approved it"


Rule = Callable[[Case], str | None]
RULES: Final[Mapping[str, Rule]] = {
    "not on hold": held,
    "healthy": healthy,
    "from this repository": from_here,
    "gates": gates,
    "schema": fits,
    "order": newer,
    "approval": approved,
}
