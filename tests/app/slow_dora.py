"""The DORA figures again, by following every report one after the other.

Slow and plain, and with nothing of what the service does: neither its queries nor
its tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from app.domain.deployment import Deployment, Status

BAD = {Status.DEGRADED, Status.ROLLED_BACK}


@dataclass(frozen=True, slots=True)
class Slow:
    """What happened in a window."""

    deployed: list[tuple[datetime, timedelta]]
    decided: list[tuple[datetime, bool]]
    restored: list[tuple[datetime, timedelta]]

    @property
    def figures(self) -> tuple[int, timedelta | None, float | None, timedelta | None]:
        """Return deployments, lead time, change failure rate, time to restore."""
        failed = [bad for _, bad in self.decided]
        return (
            len(self.deployed),
            middle([lasted for _, lasted in self.deployed]),
            sum(failed) / len(failed) if failed else None,
            middle([lasted for _, lasted in self.restored]),
        )


@dataclass(slots=True)
class Course:
    """What serves an environment at a moment, and since when it fails."""

    stack: list[str] = field(default_factory=list)
    failing: datetime | None = None

    @property
    def serving(self) -> str | None:
        """The digest that serves."""
        return self.stack[-1] if self.stack else None

    def follow(self, report: Deployment) -> tuple[datetime, timedelta] | None:
        """Take in one report; return the incident that it ends."""
        ended = None
        serves = report.digest == self.serving
        over = report.status is Status.HEALTHY or (
            report.status is Status.ROLLED_BACK and serves
        )
        if over and self.failing is not None:
            ended = report.time, report.time - self.failing
            self.failing = None
        if report.status is Status.DEGRADED and serves and self.failing is None:
            self.failing = report.time
        if report.status in (Status.HEALTHY, Status.ROLLED_BACK):
            self.stack = [each for each in self.stack if each != report.digest]
        if report.status is Status.HEALTHY:
            self.stack.append(report.digest)
        return ended


def middle(spans: Sequence[timedelta]) -> timedelta | None:
    """Return the median."""
    seconds = [each.total_seconds() for each in spans]
    return timedelta(seconds=median(seconds)) if seconds else None


def measure(everything: Sequence[Deployment], since: datetime, until: datetime) -> Slow:
    """Measure production in a window, from all that was reported, as it arrived."""
    in_order = sorted(everything, key=lambda each: each.time)
    ours = [each for each in in_order if each.environment.value == "production"]
    course = Course()
    ended = [course.follow(each) for each in ours]
    firsts = [first(ours, digest) for digest in {each.digest for each in ours}]
    return Slow(
        [
            (time, lead(everything, report, time))
            for report, time, _, _ in firsts
            if time and since <= time < until
        ],
        [(at, bad) for _, _, at, bad in firsts if at and since <= at < until],
        [each for each in ended if each and since <= each[0] < until],
    )


def first(
    ours: Sequence[Deployment], digest: str
) -> tuple[Deployment, datetime | None, datetime | None, bool]:
    """Return a report on a release, when it was deployed and decided, and its end."""
    told = [each for each in ours if each.digest == digest]
    healthy = [each.time for each in told if each.status is Status.HEALTHY]
    failed = [each.time for each in told if each.status in BAD]
    return (
        told[0],
        min(healthy, default=None),
        min(healthy + failed, default=None),
        bool(failed),
    )


def lead(
    everything: Sequence[Deployment], report: Deployment, healthy: datetime
) -> timedelta:
    """Return how long a change took from its commit."""
    told = [each for each in everything if each.commit == report.commit]
    committed = [each.committed for each in told if each.committed]
    began = min(committed or [each.time for each in told])
    return max(healthy - began, timedelta(0))
