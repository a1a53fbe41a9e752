"""What each page shows, in the words and plots that its template places."""

from dataclasses import dataclass

from app.board.cards import DifferenceCard, EnvironmentCard, Remark, Row
from app.board.figures import Figure
from app.board.time_line import TimeLine
from app.domain.deployment import Details

TIME_LINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What runs where, how it got there, and how well that goes."""

    service: str
    services: tuple[str, ...]
    environments: tuple[EnvironmentCard, ...]
    difference: DifferenceCard
    figures: tuple[Figure, ...]
    time_line: TimeLine
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything that was reported on an environment, a page at a time."""

    card: EnvironmentCard
    figures: tuple[Figure, ...]
    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What of all reports fits a question, a page at a time."""

    rows: tuple[Row, ...]
    services: tuple[str, ...]
    next: str | None
    looked_through: int | None


@dataclass(frozen=True, slots=True)
class DeploymentPage:
    """One report in full, with what people say of it."""

    row: Row
    full_digest: str
    full_commit: str
    details: Details
    remarks: tuple[Remark, ...]
