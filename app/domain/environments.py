"""Tell from the reports of an environment what runs there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.deployment import Deployment, Environment, Status

# The first look back; four times as far each time that does not do.
REPORTS = 100


@dataclass(frozen=True, slots=True)
class Release:
    """A release that serves an environment, or did so before."""

    digest: str
    commit: str
    version: str
    since: datetime
    health: Status


@dataclass(frozen=True, slots=True)
class EnvironmentState:
    """What runs in an environment and what ran there before."""

    environment: Environment
    current: Release | None
    previous: Release | None


def look_back(
    environment: Environment,
    newest: Callable[[int], Sequence[Deployment]],
    limit: int = REPORTS,
) -> EnvironmentState:
    """Tell what runs from no more of the newest reports than it takes."""
    while True:
        reports = newest(limit)
        releases = served(reversed(reports))
        # The oldest release may have begun before the first report that was
        # read; those above it cannot.
        if len(releases) > 2 or len(reports) < limit:
            return state(environment, releases)
        limit *= 4


def state(environment: Environment, releases: Sequence[Release]) -> EnvironmentState:
    """Return the last two releases that have served, oldest first."""
    newest_first = (*reversed(releases), None, None)
    return EnvironmentState(environment, newest_first[0], newest_first[1])


def served(oldest_first: Iterable[Deployment]) -> tuple[Release, ...]:
    """Follow reports to the releases that have served and were not rolled back."""
    releases: tuple[Release, ...] = ()
    for report in oldest_first:
        releases = after(releases, report)
    return releases


def after(releases: tuple[Release, ...], report: Deployment) -> tuple[Release, ...]:
    """Return the releases that have served, oldest first, after one more report."""
    # A release serves once it has been healthy: blue-green leaves the old one
    # in place until then, whatever is said of the new one.
    serving = bool(releases) and releases[-1].digest == report.digest
    match report.status:
        case Status.HEALTHY if not serving:
            return (*releases, begin(report))
        case Status.HEALTHY | Status.DEGRADED if serving:
            return (*releases[:-1], replace(releases[-1], health=report.status))
        case Status.ROLLED_BACK if serving:
            return releases[:-1]
        case _:
            return releases


def begin(report: Deployment) -> Release:
    """Return the release that starts to serve with a report."""
    return Release(
        digest=report.digest,
        commit=report.commit,
        version=report.version,
        since=report.time,
        health=report.status,
    )
