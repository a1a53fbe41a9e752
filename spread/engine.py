"""One engine during a run: how much it may do at once, and whether it is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager


class Lost(Exception):
    """The engine does not answer any more."""


class Engine:
    """An engine with its places for calls."""

    def __init__(self, name: str, address: str, places: int) -> None:
        """Take an engine that is taken to answer until it does not."""
        self.name, self.address = name, address
        self.running = 0
        self._lost = asyncio.Event()
        self._count = places
        self._places = asyncio.Semaphore(places)
        # Two that each want all places must not hold some of them each.
        self._turn = asyncio.Lock()

    @property
    def is_lost(self) -> bool:
        """Say whether it has been found not to answer."""
        return self._lost.is_set()

    def lose(self) -> None:
        """Give it up for the rest of the run."""
        self._lost.set()

    async def lost(self) -> None:
        """Wait until it is given up."""
        await self._lost.wait()

    @asynccontextmanager
    async def place(self, *, alone: bool) -> AsyncIterator[None]:
        """Wait for a place, or for all of them; in the order of asking."""
        async with AsyncExitStack() as held:
            async with self._turn:
                for _ in range(self._count if alone else 1):
                    await held.enter_async_context(self._places)
            self.running += 1
            try:
                yield
            finally:
                self.running -= 1
