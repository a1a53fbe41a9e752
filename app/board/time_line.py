"""Work out the time line: where its marks lie, in units of its view box."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.board.phrases import moment
from app.domain.deployment import Environment
from app.store.entries import Entry, Page

LANE = 40
LINE_WIDTH = 960


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
    """The part of the time line that belongs to an environment.

    What lies left of *from_x* is not shown: there are too many reports.
    """

    y: float
    environment: str
    from_x: float = 0
    since: str | None = None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Reports over the last days, a lane for each environment."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


def time_line(
    pages: Mapping[Environment, Page], until: datetime, days: int
) -> TimeLine:
    """Place reports by their time, and each environment in a lane."""
    since = until - timedelta(days=days)
    lanes = {each: LANE * (number + 0.5) for number, each in enumerate(Environment)}

    def across(time: datetime) -> float:
        return round(LINE_WIDTH * ((time - since) / (until - since)), 2)

    return TimeLine(
        LINE_WIDTH,
        LANE * len(lanes),
        tuple(lane(each, lanes[each], page, across) for each, page in pages.items()),
        tuple(Tick(across(day), f"{day:%d %b}") for day in midnights(since, days)),
        # Oldest first: how a deployment ended lies over how it began.
        tuple(
            mark(entry, across(entry.deployment.time), lanes)
            for page in pages.values()
            for entry in reversed(page.entries)
            if since <= entry.deployment.time <= until
        ),
    )


def lane(
    environment: Environment, y: float, page: Page, across: Callable[[datetime], float]
) -> Lane:
    """Return the lane of an environment, and where what it shows begins."""
    if page.next is None:
        return Lane(y, environment.value)
    oldest = page.entries[-1].deployment.time
    return Lane(y, environment.value, across(oldest), moment(oldest))


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
