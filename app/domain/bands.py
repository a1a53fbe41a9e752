"""Which of DORA's performance bands a figure lies in.

The bounds are those of the clusters in "Accelerate State of DevOps Report 2023".
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum


class Band(Enum):
    """How a figure compares with those of other teams, the best first."""

    ELITE = "elite"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HOUR, DAY, WEEK, MONTH = (
    each.total_seconds()
    for each in (
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(days=7),
        timedelta(days=30),
    )
)


def frequency_band(per_day: float) -> Band | None:
    """Return the band of a number of deployments a day; None without one."""
    if not per_day:
        return None
    return _band(1 / per_day, (1, 7, 30))


def lead_time_band(lasted: timedelta | None) -> Band | None:
    """Return the band of a lead time for changes."""
    return _span(lasted, (DAY, WEEK, MONTH))


def failure_band(rate: float | None) -> Band | None:
    """Return the band of a change failure rate."""
    return None if rate is None else _band(rate, (0.05, 0.10, 0.15))


def restoration_band(lasted: timedelta | None) -> Band | None:
    """Return the band of a time to restore the service."""
    return _span(lasted, (HOUR, DAY, WEEK))


def _span(lasted: timedelta | None, bounds: Sequence[float]) -> Band | None:
    return None if lasted is None else _band(lasted.total_seconds(), bounds)


def _band(value: float, bounds: Sequence[float]) -> Band:
    """Return the first band whose bound is not exceeded, else the last."""
    return list(Band)[bisect_left(bounds, value)]
