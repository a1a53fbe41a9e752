"""Compute the history of an environment from Git alone.

What a commit did is told from what it changed: a message can be written by anybody, and
counts where it fits that. One commit may be several effects that somebody squashed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from itertools import pairwise

from pipeline.core.environments.decision import Past, Places, Snapshot
from pipeline.core.environments.snapshot import Earlier, earlier
from pipeline.core.project.environment import Environment
from pipeline.core.release.release import Release


class Change(Enum):
    """What a commit did to an environment."""

    BUMP = "bump"
    PROMOTE = "promote"
    ROLLBACK = "rollback"
    HOLD = "hold"
    RELEASE_HOLD = "release-hold"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit: the digest that it left there (empty: none), and the one before."""

    commit: str
    time: datetime
    author: str
    change: Change
    digest: str
    before: str
    held: frozenset[str]
    released: frozenset[str]
    release: Release | None
    reason: str
    approved_by: str = ""

    @property
    def about(self) -> str:
        """Return the digest that the commit was about."""
        about: Mapping[Change, frozenset[str]] = {
            Change.HOLD: self.held,
            Change.RELEASE_HOLD: self.released,
        }
        return min(about.get(self.change, (self.digest,)))


NOTHING = Earlier(Past("", datetime.min, "", "", {}), None, None, ())


def history(
    snapshot: Snapshot, places: Places, environment: Environment
) -> tuple[Entry, ...]:
    """Return the commits that changed an environment, newest first."""
    seen = [*earlier(snapshot, places, environment), NOTHING]
    return tuple(_entry(after, before, environment) for after, before in pairwise(seen))


def _entry(after: Earlier, before: Earlier, environment: Environment) -> Entry:
    new = [hold for hold in after.holds if hold.digest not in before.held]
    return Entry(
        commit=after.past.commit,
        time=after.past.time,
        author=after.past.author,
        change=_change(after, before, environment),
        digest=after.digest,
        before=before.digest,
        held=after.held - before.held,
        released=before.held - after.held,
        release=after.release,
        reason="; ".join(hold.reason for hold in new) or _told(after, "Deploy-Reason"),
        approved_by=_told(after, "Approved-By"),
    )


def _told(after: Earlier, name: str) -> str:
    """Return what the commit's message says, of each effect that it is of."""
    told = (facts[name] for facts in after.past.facts if name in facts)
    return "; ".join(dict.fromkeys(told))


def _change(after: Earlier, before: Earlier, environment: Environment) -> Change:
    """Tell what was done from what was changed."""
    if after.digest != before.digest:
        if after.release is None:
            return Change.BY_HAND
        if went_back(after, before):
            return Change.ROLLBACK
        return Change.PROMOTE if environment.before else Change.BUMP
    if after.held - before.held:
        return Change.HOLD
    if before.held - after.held:
        return Change.RELEASE_HOLD
    return Change.BY_HAND


def went_back(after: Earlier, before: Earlier) -> bool:
    """Say whether an image was left because it is bad, rather than for a newer one."""
    if any(_tells_of_going_back(facts, after) for facts in after.past.facts):
        return True
    if not before.digest:
        # What ran cannot be read any more: only a rollback brings a hold as well.
        return bool(after.held - before.held)
    if before.build is None or after.build is None:
        return before.digest in after.held
    return after.build < before.build


def _tells_of_going_back(facts: Mapping[str, str], after: Earlier) -> bool:
    kind, digest = facts.get("Deploy-Kind"), facts.get("Deploy-Digest")
    return kind == Change.ROLLBACK.value and digest == after.digest


def text(entries: Iterable[Entry]) -> str:
    """Write a history for people, newest first."""
    rows = [_row(entry) for entry in entries]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _row(entry: Entry) -> tuple[str, ...]:
    who = f"{entry.author}: {entry.reason}" if entry.reason else entry.author
    if entry.approved_by:
        who = f"{who} (approved by {entry.approved_by})"
    return (
        f"{entry.time.astimezone(UTC):%Y-%m-%d %H:%M}",
        entry.change.value,
        f"{entry.about[:19]}..." if entry.about else "nothing",
        _release(entry),
        entry.commit[:7],
        # What people wrote into commits must not move the cursor of a terminal.
        "".join(sign if sign.isprintable() else " " for sign in who),
    )


def _release(entry: Entry) -> str:
    if entry.about != entry.digest:
        return ""
    release = entry.release
    return f"{release.version} (build {release.build})" if release else "no release"
