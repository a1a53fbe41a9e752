"""Try once to land an intent: read, decide, commit, push, and look again."""

from dataclasses import dataclass
from typing import Final, Protocol

from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Snapshot,
    Write,
)
from pipeline.writer.errors import Forbidden, GitBusy, GitFailed, Raced, Unknown

SAME: Final = Nothing("every file is already as it should be")


class Branch(Protocol):
    """A branch that others write to as well."""

    def look(self) -> Snapshot:
        """Fetch the newest commit and read it."""

    def newest(self) -> str:
        """Fetch the newest commit and return it."""

    def has(self, commit: str) -> bool:
        """Say whether a commit is in the branch as it was last seen."""

    def commit(self, write: Write, snapshot: Snapshot) -> str:
        """Make a commit on top of what was seen."""

    def push(self, commit: str, tip: str) -> None:
        """Replace the tip by a commit, if it still is the tip."""


@dataclass(frozen=True, slots=True)
class Landed:
    """The commit is in the branch, and how many looks that took."""

    commit: str
    tries: int


@dataclass(slots=True)
class Attempt:
    """What has been tried so far. *unknown* is a commit that may have landed."""

    branch: Branch
    intent: Intent
    unknown: str = ""
    made: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """Say what is not known, in words to append."""
        if not self.unknown:
            return ""
        return (
            f"; whether commit {self.unknown} landed is not known,"
            " the same command tells"
        )

    def once(self, tried: int) -> Landed | Nothing:
        """Try once."""
        snapshot = self.branch.look()
        # A server, or a proxy before it, may reject what it took a moment ago.
        if landed := [each for each in self.made if self.branch.has(each)]:
            return Landed(landed[0], tried)
        self.unknown = ""
        decision = settled(self.intent(snapshot), snapshot)
        if isinstance(decision, Nothing):
            return decision
        commit = self.branch.commit(decision, snapshot)
        self.made += (commit,)
        self._push(commit, snapshot.tip)
        return Landed(commit, tried)

    def _push(self, commit: str, tip: str) -> None:
        """Push, and look again: what a server answers is not what its branch has."""
        try:
            self.branch.push(commit, tip)
        except GitBusy as busy:
            self.unknown = commit if isinstance(busy, Unknown) else ""
            raise
        except GitFailed as failed:
            self.unknown = commit
            self._turned_away(commit, tip, failed)
        else:
            self.unknown = commit
            self.branch.newest()
            if not self.branch.has(commit):
                raise _gone(commit)
        self.unknown = ""

    def _turned_away(self, commit: str, tip: str, failed: GitFailed) -> None:
        """Raise what failed, unless it has landed or others were first."""
        try:
            newest = self.branch.newest()
        except GitFailed:
            raise failed from None
        if self.branch.has(commit):
            return
        self.unknown = ""
        if isinstance(failed, Forbidden) and newest != tip:
            raise Raced(f"{failed}; others were first") from failed
        raise failed


def _gone(commit: str) -> GitBusy:
    return GitBusy(
        f"could not land commit {commit}: the server took it, and its branch does not"
        " have it; see what hooks and others do there, run it again"
    )


def settled(decision: Decision, snapshot: Snapshot) -> Decision:
    """Turn a write that would change no file into nothing to do."""
    if isinstance(decision, Nothing):
        return decision
    found = [snapshot.files.get(path) == text for path, text in decision.files.items()]
    return SAME if all(found) else decision
