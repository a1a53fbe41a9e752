"""Work out plots: where their bars and marks lie, in units of their view box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.board.phrases import duration
from app.domain.dora import Day

WIDTH, HEIGHT = 240, 48
# What is there has to be seen, however small it is beside the rest.
LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and the words for it."""

    x: float
    y: float
    width: float
    height: float
    title: str


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
