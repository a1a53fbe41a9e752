"""The four DORA figures of a service in an environment.

A change is a digest that reaches the environment for the first time: going back
to an earlier one restores the service, but changes nothing. It is deployed when it
is healthy for the first time, and decided when it is that or has failed. Each
counts at one moment, so that windows that follow each other add up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from app.domain.bands import (
    Band,
    failure_band,
    frequency_band,
    lead_time_band,
    restoration_band,
)
from app.domain.deployment import NAME, SERVICE, Environment
from app.domain.fields import Readers
from app.domain.readers import choice, optional, whole_number


@dataclass(frozen=True, slots=True)
class Window:
    """Which environment of which service, and how many days until now."""

    environment: Environment
    days: int
    service: str = SERVICE


READERS: Readers = {
    "environment": optional(choice(Environment), Environment.PRODUCTION),
    "days": optional(whole_number(1, 365), 30),
    "service": optional(NAME, SERVICE),
}


@dataclass(frozen=True, slots=True)
class Incident:
    """A time in which what served was degraded."""

    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Deployed:
    """How many changes were deployed, and the median of their lead times."""

    number: int
    lead_time: timedelta


@dataclass(frozen=True, slots=True)
class Decided:
    """How many changes were decided, and how many of them have failed since."""

    number: int
    failed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What happened in a window, by day, and incidents that ended in it."""

    deployed: Mapping[date, Deployed]
    decided: Mapping[date, Decided]
    lead_time: timedelta | None
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What one day brought; a median of nothing is None."""

    day: date
    deployments: int = 0
    failures: int = 0
    lead_time: timedelta | None = None
    time_to_restore: timedelta | None = None


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
    service: str = SERVICE

    @property
    def bands(self) -> Mapping[str, Band | None]:
        """Return the band of each figure."""
        return {
            "deployment_frequency": frequency_band(self.per_day),
            "lead_time": lead_time_band(self.lead_time),
            "change_failure_rate": failure_band(self.change_failure_rate),
            "time_to_restore": restoration_band(self.time_to_restore),
        }


def figures(window: Window, until: datetime, measured: Measured) -> Dora:
    """Return the figures of a window in which all this happened."""
    since = until - timedelta(days=window.days)
    number = sum(each.number for each in measured.deployed.values())
    return Dora(
        environment=window.environment,
        since=since,
        until=until,
        deployments=number,
        per_day=number / window.days,
        lead_time=measured.lead_time,
        change_failure_rate=failure_rate(measured.decided.values()),
        time_to_restore=middle(measured.incidents),
        days=tuple(day(each, measured) for each in dates(since.date(), until.date())),
        service=window.service,
    )


def failure_rate(decided: Iterable[Decided]) -> float | None:
    """Return which share of the changes has failed, if there were any."""
    all_of_them = list(decided)
    number = sum(each.number for each in all_of_them)
    return sum(each.failed for each in all_of_them) / number if number else None


def middle(incidents: Iterable[Incident]) -> timedelta | None:
    """Return the median of how long each lasted, if there is one."""
    seconds = [(each.ended - each.began).total_seconds() for each in incidents]
    return timedelta(seconds=median(seconds)) if seconds else None


def dates(first: date, last: date) -> list[date]:
    """Return all days from the first to the last."""
    # Both ends: a window begins and ends at the same hour, within a day.
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def day(of: date, measured: Measured) -> Day:
    """Return what one day of a window brought."""
    deployed = measured.deployed.get(of)
    decided = measured.decided.get(of)
    return Day(
        of,
        deployed.number if deployed else 0,
        decided.failed if decided else 0,
        deployed.lead_time if deployed else None,
        middle(each for each in measured.incidents if each.ended.date() == of),
    )
