"""The parts that pages are made of, in the words that their templates place."""

from dataclasses import dataclass
from datetime import datetime

from app.board import phrases
from app.domain.deployment import Details
from app.domain.difference import Change, Difference
from app.domain.environments import EnvironmentState, Release
from app.domain.notes import Note
from app.store.entries import Entry


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, said exactly and said as people do."""

    exact: str
    words: str
    machine: str


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release that serves, served, or is on its way."""

    version: str
    digest: str
    commit: str
    health: str
    since: Moment


@dataclass(frozen=True, slots=True)
class EnvironmentCard:
    """What runs in an environment, what ran there before, and what is to come."""

    name: str
    service: str
    current: ReleaseCard | None
    previous: ReleaseCard | None
    coming: ReleaseCard | None
    details: Details


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """What an environment has that a later one lacks."""

    earlier: str
    later: str
    releases: tuple[ReleaseCard, ...]
    more: bool
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One report in a list."""

    id: int
    service: str
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


def moment(time: datetime, now: datetime) -> Moment:
    """Say a time."""
    machine = time.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Moment(phrases.moment(time), phrases.ago(time, now), machine)


def environment(
    state: EnvironmentState, details: Details, now: datetime
) -> EnvironmentCard:
    """Return the card of an environment, with what is told of its release."""
    shown = (state.current, state.previous, state.coming)
    current, previous, coming = (release(each, now) if each else None for each in shown)
    return EnvironmentCard(
        state.environment.value, state.service, current, previous, coming, details
    )


def release(shown: Release, now: datetime) -> ReleaseCard:
    """Return the card of a release."""
    return ReleaseCard(
        shown.version,
        phrases.short(shown.digest),
        phrases.short(shown.commit),
        shown.health.value,
        moment(shown.since, now),
    )


def difference(found: Difference, now: datetime) -> DifferenceCard:
    """Return what an environment has that a later one lacks."""
    return DifferenceCard(
        found.earlier.value,
        found.later.value,
        tuple(release(each, now) for each in found.releases),
        found.more,
        found.changes,
    )


def row(entry: Entry, now: datetime) -> Row:
    """Return the row of one report."""
    report = entry.deployment
    return Row(
        entry.id,
        report.service,
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
