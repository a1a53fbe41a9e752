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
    """What one day brought; a median of nothing is None."""

    day: date
    deployments: int = 0
    failures: int = 0
    lead_time: timedelta | None = None
    time_to_restore: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took, and when it was over."""

    ended: datetime
    lasted: timedelta


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
    """The first report of each digest that was healthy, and the first that failed."""

    deployed: Mapping[str, Deployment]
    failed: Mapping[str, Deployment]


def measure(
    window: Window, until: datetime, reports: Sequence[Deployment], past: Past
) -> Dora:
    """Measure the reports of a window, oldest first."""
    found = changes(reports, past.digests)
    attempted = found.deployed.keys() | found.failed.keys()
    leads, restored = lead_times(found, past), restorations(reports)
    since = until - timedelta(days=window.days)
    days = dates(since.date(), until.date())
    return Dora(
        environment=window.environment,
        since=since,
        until=until,
        deployments=len(found.deployed),
        per_day=len(found.deployed) / window.days,
        lead_time=middle(leads),
        change_failure_rate=(len(found.failed) / len(attempted) if attempted else None),
        time_to_restore=middle(restored),
        days=by_day(days, found, leads, restored),
    )


def changes(reports: Iterable[Deployment], known: frozenset[str]) -> Changes:
    """Return the changes among reports, oldest first."""
    deployed: dict[str, Deployment] = {}
    failed: dict[str, Deployment] = {}
    for report in reports:
        if report.digest in known:
            continue
        if report.status is Status.HEALTHY:
            deployed.setdefault(report.digest, report)
        if report.status in FAILURES:
            failed.setdefault(report.digest, report)
    return Changes(deployed, failed)


def lead_times(found: Changes, past: Past) -> list[Span]:
    """Return how long each change took from its commit's first report anywhere."""
    return [
        Span(report.time, report.time - past.first_seen.get(report.commit, report.time))
        for report in found.deployed.values()
    ]


def restorations(oldest_first: Iterable[Deployment]) -> list[Span]:
    """Return how long each failure of what served lasted."""
    found: list[Span] = []
    # Not mutated, here and below: any other false value would do as well as None.
    serving: str | None = None  # pragma: no mutate
    failing: datetime | None = None  # pragma: no mutate
    for report in oldest_first:
        serves = report.digest == serving
        if report.status is Status.DEGRADED and serves:
            failing = failing or report.time
        ended = report.status is Status.HEALTHY or (
            report.status is Status.ROLLED_BACK and serves
        )
        if ended and failing:
            found.append(Span(report.time, report.time - failing))
            failing = None  # pragma: no mutate
        if report.status is Status.HEALTHY:
            serving = report.digest
    return found


def middle(spans: Iterable[Span]) -> timedelta | None:
    """Return the median of how long each lasted, if there is one."""
    seconds = [span.lasted.total_seconds() for span in spans]
    return timedelta(seconds=median(seconds)) if seconds else None


def dates(first: date, last: date) -> list[date]:
    """Return all days from the first to the last."""
    # Both ends: a window begins and ends at the same hour, within a day.
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def by_day(
    days: Iterable[date], found: Changes, leads: list[Span], restored: list[Span]
) -> tuple[Day, ...]:
    """Tell what each day brought."""
    deployed = Counter(report.time.date() for report in found.deployed.values())
    failed = Counter(report.time.date() for report in found.failed.values())
    return tuple(
        Day(
            day,
            deployed[day],
            failed[day],
            middle(span for span in leads if span.ended.date() == day),
            middle(span for span in restored if span.ended.date() == day),
        )
        for day in days
    )
