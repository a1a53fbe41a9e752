"""The four DORA figures of an environment, from its reports.

A change is a digest that reaches the environment for the first time: going back
to an earlier one restores the service, but changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from app.domain.deployment import Deployment, Environment, Status
from app.domain.fields import Readers
from app.domain.readers import choice, optional, whole_number

FAILURES = frozenset({Status.DEGRADED, Status.ROLLED_BACK})


@dataclass(frozen=True, slots=True)
class Window:
    """Which environment, and how many days until now."""

    environment: Environment
    days: int


READERS: Readers = {
    "environment": optional(choice(Environment), Environment.PRODUCTION),
    "days": optional(whole_number(1, 365), 30),
}


@dataclass(frozen=True, slots=True)
class Past:
    """What lies before a window and yet counts."""

    digests: frozenset[str]
    first_seen: Mapping[str, datetime]
    """When each commit was first reported, in any environment."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day brought."""

    day: date
    deployments: int
    failures: int


@dataclass(frozen=True, slots=True)
class Dora:
    """The figures of a window; a median of nothing is None."""

    environment: Environment
    since: datetime
    until: datetime
    deployments: int
    per_day: float
    lead_time: timedelta | None
    change_failure_rate: float | None
    time_to_restore: timedelta | None
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """When each digest was first healthy, and when it first failed."""

    deployed: Mapping[str, datetime]
    failed: Mapping[str, datetime]


def measure(
    window: Window, until: datetime, reports: Sequence[Deployment], past: Past
) -> Dora:
    """Measure the reports of a window, oldest first."""
    found = changes(reports, past.digests)
    attempted = found.deployed.keys() | found.failed.keys()
    return Dora(
        environment=window.environment,
        since=until - timedelta(days=window.days),
        until=until,
        deployments=len(found.deployed),
        per_day=len(found.deployed) / window.days,
        lead_time=middle(lead_times(reports, found, past)),
        change_failure_rate=(len(found.failed) / len(attempted) if attempted else None),
        time_to_restore=middle(restorations(reports)),
        days=by_day(until.date(), window.days, found),
    )


def changes(reports: Iterable[Deployment], known: frozenset[str]) -> Changes:
    """Return the changes among reports, oldest first."""
    deployed: dict[str, datetime] = {}
    failed: dict[str, datetime] = {}
    for report in reports:
        if report.digest in known:
            continue
        if report.status is Status.HEALTHY:
            deployed.setdefault(report.digest, report.time)
        if report.status in FAILURES:
            failed.setdefault(report.digest, report.time)
    return Changes(deployed, failed)


def lead_times(
    reports: Iterable[Deployment], found: Changes, past: Past
) -> list[timedelta]:
    """Return how long each change took from its commit's first report anywhere."""
    commits = {report.digest: report.commit for report in reports}
    return [
        time - past.first_seen.get(commits[digest], time)
        for digest, time in found.deployed.items()
    ]


def restorations(oldest_first: Iterable[Deployment]) -> list[timedelta]:
    """Return how long each failure of what served lasted."""
    lasted: list[timedelta] = []
    serving: str | None = None
    failing: datetime | None = None
    for report in oldest_first:
        serves = report.digest == serving
        if report.status is Status.DEGRADED and serves:
            failing = failing or report.time
        ended = report.status is Status.HEALTHY or (
            report.status is Status.ROLLED_BACK and serves
        )
        if ended and failing:
            lasted.append(report.time - failing)
            failing = None
        if report.status is Status.HEALTHY:
            serving = report.digest
    return lasted


def middle(times: Sequence[timedelta]) -> timedelta | None:
    """Return the median, if there is one."""
    if not times:
        return None
    return timedelta(seconds=median(time.total_seconds() for time in times))


def by_day(last: date, days: int, found: Changes) -> tuple[Day, ...]:
    """Count deployments and failures a day, oldest first."""
    deployed = Counter(time.date() for time in found.deployed.values())
    failed = Counter(time.date() for time in found.failed.values())
    counted = (last - timedelta(days=back) for back in reversed(range(days)))
    return tuple(Day(day, deployed[day], failed[day]) for day in counted)
