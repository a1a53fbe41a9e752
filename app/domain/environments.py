"""Tell from the reports of an environment what runs there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.deployment import Deployment, Environment, Status


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


def state(
    environment: Environment, oldest_first: Iterable[Deployment]
) -> EnvironmentState:
    """Follow the reports of an environment to what runs there now."""
    served: tuple[Release, ...] = ()
    for report in oldest_first:
        served = after(served, report)
    newest_first = (*reversed(served), None, None)
    return EnvironmentState(environment, newest_first[0], newest_first[1])


def after(served: tuple[Release, ...], report: Deployment) -> tuple[Release, ...]:
    """Return the releases that have served, oldest first, after one more report."""
    # A release serves once it has been healthy: blue-green leaves the old one
    # in place until then, whatever is said of the new one.
    serving = bool(served) and served[-1].digest == report.digest
    match report.status:
        case Status.HEALTHY if not serving:
            return (*served, begin(report))
        case Status.HEALTHY | Status.DEGRADED if serving:
            return (*served[:-1], replace(served[-1], health=report.status))
        case Status.ROLLED_BACK if serving:
            return served[:-1]
        case _:
            return served


def begin(report: Deployment) -> Release:
    """Return the release that starts to serve with a report."""
    return Release(
        digest=report.digest,
        commit=report.commit,
        version=report.version,
        since=report.time,
        health=report.status,
    )
