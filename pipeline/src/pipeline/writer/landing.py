"""Land an intent on a branch: try until it is in, or nothing is to be done."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeVar

from pipeline.core.environments.decision import Intent, Nothing, Snapshot
from pipeline.writer.attempt import Attempt, Branch, Landed
from pipeline.writer.errors import GitBusy, GitFailed, Raced, Rejected

T = TypeVar("T")


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
