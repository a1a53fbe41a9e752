"""Compute the four DORA figures of an environment from Git alone.

They are those of the service (docs/service.md): a change is a digest that reaches the
environment for the first time, and going back to an earlier one is none. What Git does
not know is when a release began to fail. It was on hold before it left, or it may have
failed ever since it came: that is the longest it can have been.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from pipeline.core.environments.history import Change, Entry
from pipeline.core.project.environment import Environment
from pipeline.core.words import counted


@dataclass(frozen=True, slots=True)
class Dora:
    """The figures of a window; a median of nothing is None."""

    environment: Environment
    days: int
    until: datetime
    deployments: int
    lead_time: timedelta | None
    change_failure_rate: float | None
    time_to_restore: timedelta | None

    @property
    def per_day(self) -> float:
        """Return the deployments a day."""
        return self.deployments / self.days


def measure(
    entries: Sequence[Entry], environment: Environment, days: int, until: datetime
) -> Dora:
    """Measure the last days of a history, which is newest first."""
    since = until - timedelta(days=days)
    oldest_first = entries[::-1]
    changes = {
        digest: entry
        for digest, entry in arrivals(oldest_first).items()
        if entry.time >= since
    }
    failed = {each for each in map(failure, oldest_first) if each in changes}
    return Dora(
        environment=environment,
        days=days,
        until=until,
        deployments=len(changes),
        lead_time=middle(lead_times(changes.values())),
        change_failure_rate=len(failed) / len(changes) if changes else None,
        time_to_restore=middle(restorations(oldest_first, since)),
    )


def arrivals(oldest_first: Iterable[Entry]) -> dict[str, Entry]:
    """Return how each digest reached the environment for the first time."""
    found: dict[str, Entry] = {}
    for entry in oldest_first:
        if entry.digest:
            found.setdefault(entry.digest, entry)
    return found


def failure(entry: Entry) -> str | None:
    """Return the digest that a commit says has failed there."""
    if entry.change is Change.ROLLBACK:
        return entry.before
    return entry.digest if entry.digest in entry.held else None


def lead_times(changes: Iterable[Entry]) -> list[timedelta]:
    """Return how long each change took from its commit to the environment."""
    return [entry.time - entry.release.committed for entry in changes if entry.release]


def restorations(oldest_first: Iterable[Entry], since: datetime) -> list[timedelta]:
    """Return how long each failure of what served lasted that is over since then."""
    found: list[timedelta] = []
    came: datetime | None = None
    failing: datetime | None = None
    for entry in oldest_first:
        if entry.digest == entry.before:
            if failure(entry):
                failing = failing or entry.time
            continue
        began = failing or (came if entry.change is Change.ROLLBACK else None)
        if began and entry.time >= since:
            found.append(entry.time - began)
        came, failing = entry.time, None
    return found


def middle(spans: Sequence[timedelta]) -> timedelta | None:
    """Return the median of some durations, if there is one."""
    # Clocks of two machines: nothing was there before it was committed.
    seconds = [max(span.total_seconds(), 0) for span in spans]
    return timedelta(seconds=median(seconds)) if seconds else None


def text(dora: Dora) -> str:
    """Write the figures for people."""
    rate = dora.change_failure_rate
    rows = {
        "deployment frequency": (
            f"{counted(dora.deployments, 'change')}, {dora.per_day:.2f} a day"
        ),
        "lead time": span(dora.lead_time),
        "change failure rate": "none" if rate is None else f"{rate:.0%}",
        "time to restore": span(dora.time_to_restore),
    }
    head = (
        f"{dora.environment.value}, {counted(dora.days, 'day')}"
        f" until {dora.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    )
    lines = [f"{name.ljust(20)}  {value}" for name, value in rows.items()]
    return "".join(f"{line}\n" for line in (head, *lines))


def span(lasted: timedelta | None) -> str:
    """Say a duration in its two largest units, such as 1 d 3 h."""
    if lasted is None:
        return "none"
    left, parts = int(lasted.total_seconds()), []
    for unit, seconds in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        number, left = divmod(left, seconds)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts[:2]) or "0 s"
