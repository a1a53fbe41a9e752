"""Work out plots: where their bars and marks lie, in units of their view box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.board.phrases import duration, moment
from app.domain.deployment import Environment
from app.domain.dora import Day
from app.store.entries import Entry

WIDTH, HEIGHT = 240, 48
# What is there has to be seen, however small it is beside the rest.
LEAST = 3.0
LANE = 40
LINE_WIDTH = 960


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and the words for it."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One report on the time line."""

    x: float
    y: float
    entry: int
    status: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One day on the time line."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The part of the time line that belongs to an environment."""

    y: float
    environment: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Reports over the last days, a lane for each environment."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


def bars(values: Sequence[tuple[date, float, str]]) -> tuple[Bar, ...]:
    """Return a bar for each day that has a value, the highest as high as the plot."""
    top = max((value for _, value, _ in values), default=0)
    step = WIDTH / max(len(values), 1)
    found = []
    for number, (day, value, words) in enumerate(values):
        if value:
            height = max(HEIGHT * value / top, LEAST)
            title = f"{day:%d %b}: {words}"
            x, width = round(number * step, 2), round(step * 0.72, 2)
            found.append(Bar(x, round(HEIGHT - height, 2), width, height, title))
    return tuple(found)


def deployments(days: Iterable[Day]) -> tuple[Bar, ...]:
    """Plot how many changes were deployed each day."""
    return bars([(day.day, day.deployments, str(day.deployments)) for day in days])


def failures(days: Iterable[Day]) -> tuple[Bar, ...]:
    """Plot how many changes failed each day."""
    return bars([(day.day, day.failures, str(day.failures)) for day in days])


def lead_times(days: Iterable[Day]) -> tuple[Bar, ...]:
    """Plot how long changes took that were deployed each day."""
    return bars([span(day.day, day.lead_time) for day in days])


def restorations(days: Iterable[Day]) -> tuple[Bar, ...]:
    """Plot how long failures lasted that ended each day."""
    return bars([span(day.day, day.time_to_restore) for day in days])


def span(day: date, lasted: timedelta | None) -> tuple[date, float, str]:
    """Return the value of a day on which something took some time."""
    return day, lasted.total_seconds() if lasted else 0, duration(lasted)


def time_line(newest_first: Sequence[Entry], until: datetime, days: int) -> TimeLine:
    """Place reports by their time, and each environment in a lane."""
    since = until - timedelta(days=days)
    lanes = {each: LANE * (number + 0.5) for number, each in enumerate(Environment)}

    def across(time: datetime) -> float:
        return round(LINE_WIDTH * ((time - since) / (until - since)), 2)

    return TimeLine(
        LINE_WIDTH,
        LANE * len(lanes),
        tuple(Lane(y, each.value) for each, y in lanes.items()),
        tuple(Tick(across(day), f"{day:%d %b}") for day in midnights(since, days)),
        # Oldest first: how a deployment ended lies over how it began.
        tuple(
            mark(entry, across(entry.deployment.time), lanes)
            for entry in reversed(newest_first)
            if since <= entry.deployment.time <= until
        ),
    )


def midnights(since: datetime, days: int) -> list[datetime]:
    """Return the beginning of each day after a time."""
    first = since.replace(hour=0, minute=0, second=0, microsecond=0)
    return [first + timedelta(days=number + 1) for number in range(days)]


def mark(entry: Entry, x: float, lanes: dict[Environment, float]) -> Mark:
    """Return the mark of one report."""
    report = entry.deployment
    title = (
        f"{report.environment.value}: {report.version} {report.status.value},"
        f" {moment(report.time)}"
    )
    return Mark(x, lanes[report.environment], entry.id, report.status.value, title)
