"""What a dashboard shows: read by the generator for Grafana and by the pictures."""

from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """What the numbers of a panel count, by Grafana's name of it."""

    COUNT = "short"
    RATIO = "percentunit"
    SECONDS = "s"
    BYTES = "bytes"
    BYTES_PER_SECOND = "Bps"
    REQUESTS_PER_SECOND = "reqps"
    CORES = "cores"


@dataclass(frozen=True, slots=True)
class Query:
    """An expression, and how each of its series is called, such as "{{pod}}"."""

    expression: str
    legend: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value beyond which something is wrong."""

    value: float
    legend: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot over time."""

    title: str
    unit: Unit
    queries: tuple[Query, ...]
    threshold: Threshold | None = None
    stacked: bool = False
    # The most that an axis shows, where it is known.
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Plots that answer one question; $namespace in them is chosen by who looks."""

    name: str
    title: str
    panels: tuple[Panel, ...]

    @property
    def chosen(self) -> bool:
        """Tell whether it is of one namespace."""
        return any(
            "$namespace" in query.expression
            for panel in self.panels
            for query in panel.queries
        )
