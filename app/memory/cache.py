"""Answer from memory what was answered a moment ago."""

from collections import defaultdict
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

log: FilteringBoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers that hold until something is written, or for some seconds."""

    store: Store
    seconds: float
    count: Callable[[str], None]
    """Told of every answer: hit, miss or away."""
    locks: defaultdict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the answer under a name, made by one caller for all that wait."""
        try:
            if found := self._look(name):
                return found
            # Threads of this worker wait here, other workers at the store.
            with self.locks[name]:
                return self._look(name) or self._make(name, make)
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

    def _look(self, name: str) -> bytes | None:
        generation, kept = self.store.get(GENERATION, f"cache:{name}")
        made_in, _, answer = (kept or b"").partition(b"\n")
        if not kept or made_in != (generation or b"0"):
            return None
        self.count("hit")
        return answer

    def _make(self, name: str, make: Callable[[], bytes]) -> bytes:
        if not self.store.add(f"making:{name}", b"", MAKING_SECONDS):
            if found := self._wait(name):
                return found
        try:
            # Another worker may have ended between the look and the turn.
            if found := self._look(name):
                return found
            # Asked before it is made: what is written meanwhile makes it old.
            [generation] = self.store.get(GENERATION)
            answer = make()
            self.count("miss")
            kept = (generation or b"0") + b"\n" + answer
            self.store.set(f"cache:{name}", kept, self.seconds)
        finally:
            self.store.delete(f"making:{name}")
        return answer

    def _wait(self, name: str) -> bytes | None:
        until = monotonic() + MAKING_SECONDS
        while monotonic() < until:
            if found := self._look(name):
                return found
            sleep(POLL_SECONDS)
        return None
