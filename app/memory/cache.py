"""Answer from memory what was answered a moment ago."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep

import structlog
from structlog.typing import FilteringBoundLogger

from app.memory.store import Away, Store

GENERATION = "cache:generation"
# Seconds in which one worker has to make what others wait for.
MAKING_SECONDS = 2.0
POLL_SECONDS = 0.02
# Names share them: there is no end of names, and clients choose them.
LOCKS = 64

log: FilteringBoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers that hold until something is written, or for some seconds."""

    store: Store
    seconds: float
    count: Callable[[str], None]
    """Told of every answer: hit, miss or away."""
    locks: tuple[Lock, ...] = field(
        default_factory=lambda: tuple(Lock() for _ in range(LOCKS))
    )

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the answer under a name, made by one caller for all that wait."""
        try:
            asked, found = self._look(name)
            if found:
                return found
            # Threads of this worker wait here, other workers at the store.
            with self.locks[hash(name) % LOCKS]:
                return self._look(name, asked)[1] or self._make(name, asked, make)
        except Away as away:
            log.warning("cache away", error=str(away))
            self.count("away")
            return make()

    def invalidate(self) -> None:
        """Let no answer of before be given again."""
        try:
            self.store.increment(GENERATION)
        except Away as away:
            # Nothing can be done: old answers end by themselves soon.
            log.warning("cache not invalidated", error=str(away))

    def _look(self, name: str, asked: int | None = None) -> tuple[int, bytes | None]:
        """Return the generation of now, and the answer if it holds.

        Whoever waited since the generation *asked* takes what was made after that:
        while others write all the time, nothing newer would ever hold.
        """
        generation, kept = self.store.get(GENERATION, f"cache:{name}")
        now = int(generation or b"0")
        made_in, _, answer = (kept or b"").partition(b"\n")
        oldest = now if asked is None else asked
        if not kept or not oldest <= int(made_in) <= now:
            return now, None
        self.count("hit")
        return now, answer

    def _make(self, name: str, asked: int, make: Callable[[], bytes]) -> bytes:
        if found := self._wait(name, asked):
            return found
        try:
            # Another worker may have ended between the look and the turn.
            now, found = self._look(name, asked)
            if found:
                return found
            answer = make()
            self.count("miss")
            # Asked before it was made: what was written meanwhile makes it old.
            self.store.set(f"cache:{name}", b"%d\n%b" % (now, answer), self.seconds)
        finally:
            self.store.delete(f"making:{name}")
        return answer

    def _wait(self, name: str, asked: int) -> bytes | None:
        """Return what another worker makes, None when it is this one's turn."""
        until = monotonic() + MAKING_SECONDS
        while not self.store.add(f"making:{name}", b"", MAKING_SECONDS):
            if found := self._look(name, asked)[1]:
                return found
            if monotonic() > until:
                break
            sleep(POLL_SECONDS)
        return None
