"""Land an intent on a branch: read, decide, commit, push, and try again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Final, Protocol, TypeVar

from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Snapshot,
    Write,
)
from pipeline.writer.errors import GitBusy, GitFailed, Raced, Rejected, Unknown

T = TypeVar("T")
SAME: Final = Nothing("every file is already as it should be")


class Branch(Protocol):
    """A branch that others write to as well."""

    def look(self) -> Snapshot:
        """Fetch the newest commit and read it."""

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


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and how long to wait in between, in seconds.

    That others are faster says that all is well: it pays to be quick. A remote that is
    in *trouble* wants to be left alone, for up to *away* seconds a time.
    """

    tries: int = 40
    troubles: int = 10
    first: float = 0.05
    longest: float = 1.5
    away: float = 15.0
    chance: Callable[[], float] = random.random
    sleep: Callable[[float], None] = time.sleep

    def wait(self, times: int, longest: float) -> None:
        """Wait for longer each time, each writer for another time."""
        longest = min(longest, self.first * 2 ** min(times, 20))
        self.sleep(longest * self.chance())


PATIENT: Final = Patience()


def look(branch: Branch, patience: Patience = PATIENT) -> Snapshot:
    """Look at a branch until that succeeds."""
    return _patiently(lambda tried: branch.look(), patience, lambda: "")


def land(
    branch: Branch, intent: Intent, patience: Patience = PATIENT
) -> Landed | Nothing:
    """Apply an intent to the newest commit until it lands or nothing is to be done."""
    attempt = Attempt(branch, intent)
    return _patiently(attempt.once, patience, lambda: attempt.doubt)


def _patiently(
    once: Callable[[int], T], patience: Patience, doubt: Callable[[], str]
) -> T:
    troubles = 0
    for tried in count(1):
        try:
            return once(tried)
        except (Raced, Rejected) as overtaken:
            if tried >= patience.tries:
                raise _given_up(tried, overtaken, doubt()) from overtaken
            patience.wait(tried, patience.longest)
        except GitBusy as busy:
            troubles += 1
            if tried >= patience.tries or troubles == patience.troubles:
                raise _given_up(tried, busy, doubt()) from busy
            patience.wait(troubles, patience.away)
        except GitFailed as failed:
            raise GitFailed(f"{failed}{doubt()}") from failed
    raise AssertionError("counting never ends")


def _given_up(tried: int, last: GitBusy, doubt: str) -> GitFailed:
    return GitFailed(f"gave up after {tried} tries: {last}{doubt}")


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
        try:
            self.branch.push(commit, snapshot.tip)
        except Unknown:
            self.unknown = commit
            raise
        return Landed(commit, tried)


def settled(decision: Decision, snapshot: Snapshot) -> Decision:
    """Turn a write that would change no file into nothing to do."""
    if isinstance(decision, Nothing):
        return decision
    found = [snapshot.files.get(path) == text for path, text in decision.files.items()]
    return SAME if all(found) else decision
