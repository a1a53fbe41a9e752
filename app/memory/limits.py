"""How often something may be done in a minute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from time import time

import structlog
from structlog.typing import FilteringBoundLogger

from app.memory.store import Away, Store

SECONDS = 60

log: FilteringBoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, under which key, and how many of it a minute has."""

    what: str
    key: str
    most: int
    """Any number when it is 0."""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A limit that is used up, and the seconds until it is not."""

    limit: Limit
    seconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts by the minute of the clock, of all workers that share a store."""

    store: Store
    spare: Store
    """Of this process: counts while the other one is away."""
    clock: Callable[[], float] = time

    def count(self, limits: Sequence[Limit]) -> Exceeded | None:
        """Count one up for each limit, and return one that is exceeded, if any is."""
        bounded = [each for each in limits if each.most]
        if not bounded:
            return None
        minute, passed = divmod(self.clock(), SECONDS)
        counts = self._counted([f"limit:{each.key}:{minute:.0f}" for each in bounded])
        for limit, number in zip(bounded, counts, strict=True):
            if number > limit.most:
                return Exceeded(limit, ceil(SECONDS - passed))
        return None

    def _counted(self, keys: Sequence[str]) -> list[int]:
        try:
            return self.store.count(keys, SECONDS)
        except Away as away:
            log.warning("limits counted by each worker", error=str(away))
            return self.spare.count(keys, SECONDS)
