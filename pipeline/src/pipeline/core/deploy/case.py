"""A promotion that is asked for, and what is found in its place."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.policy import Rules, loosened
from pipeline.core.project.environment import Environment
from pipeline.core.release.release import Release


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to be promoted, and what is said of the environments.

    An approval is one of a plan, by its hash. *at* is when it is asked for.
    """

    source: Environment
    target: Environment
    rules: Rules
    statuses: Statuses
    approved_by: str = ""
    plan_hash: str = ""
    at: datetime | None = None

    @property
    def approvers(self) -> tuple[str, ...]:
        """Return the different people who have approved it, as they are named."""
        names = (" ".join(each.split()) for each in self.approved_by.split(","))
        return tuple({each.casefold(): each for each in names if each}.values())


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

    @property
    def loosened(self) -> tuple[str, ...]:
        """Name what is not asked any more since the commit that the target runs."""
        commit = self.replaced.commit if self.replaced else ""
        old, where = self.snapshot.policies.get(commit), self.target.value
        return tuple(loosened(old, self.request.rules, where)) if old else ()
