"""What each page shows, in the words and plots that its template places."""

from dataclasses import dataclass
from datetime import datetime

from app.board import phrases
from app.board.figures import Figure
from app.board.plots import TimeLine
from app.domain.environments import EnvironmentState, Release
from app.domain.notes import Note
from app.store.entries import Entry

TIME_LINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, said exactly and said as people do."""

    exact: str
    words: str
    machine: str


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release that serves or served."""

    version: str
    digest: str
    health: str
    since: Moment


@dataclass(frozen=True, slots=True)
class EnvironmentCard:
    """What runs in an environment, and what ran there before."""

    name: str
    current: ReleaseCard | None
    previous: ReleaseCard | None


@dataclass(frozen=True, slots=True)
class Row:
    """One report in a list."""

    id: int
    environment: str
    version: str
    digest: str
    commit: str
    status: str
    actor: str
    time: Moment


@dataclass(frozen=True, slots=True)
class Remark:
    """One note beneath a deployment."""

    author: str
    text: str
    time: Moment


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What runs where, how it got there, and how well that goes."""

    environments: tuple[EnvironmentCard, ...]
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
class DeploymentPage:
    """One report in full, with what people say of it."""

    row: Row
    full_digest: str
    full_commit: str
    remarks: tuple[Remark, ...]


def moment(time: datetime, now: datetime) -> Moment:
    """Say a time."""
    machine = time.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Moment(phrases.moment(time), phrases.ago(time, now), machine)


def environment(state: EnvironmentState, now: datetime) -> EnvironmentCard:
    """Return the card of an environment."""

    def card(shown: Release | None) -> ReleaseCard | None:
        if shown is None:
            return None
        return ReleaseCard(
            shown.version,
            phrases.short(shown.digest),
            shown.health.value,
            moment(shown.since, now),
        )

    return EnvironmentCard(
        state.environment.value, card(state.current), card(state.previous)
    )


def row(entry: Entry, now: datetime) -> Row:
    """Return the row of one report."""
    report = entry.deployment
    return Row(
        entry.id,
        report.environment.value,
        report.version,
        phrases.short(report.digest),
        phrases.short(report.commit),
        report.status.value,
        report.actor,
        moment(report.time, now),
    )


def remark(note: Note, now: datetime) -> Remark:
    """Return a note with its time in words."""
    return Remark(note.author, note.text, moment(note.time, now))
