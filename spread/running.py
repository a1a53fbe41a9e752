"""Give each call to its engine, and to the next one when that cannot do it."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.core.spread.calls import Call
from pipeline.core.spread.merging import Part
from pipeline.core.spread.ranking import key_of, ranked
from pipeline.core.verdict import Run
from spread.dagger import CallFailed
from spread.engine import Engine, Lost

# A call that fails on two engines that both answer fails by itself.
FAILURES = 2
SILENCES = 2

Tell = Callable[[str], None]


class Client(Protocol):
    """What engines are reached by."""

    def call(
        self, call: Call, engine: str, address: str
    ) -> Coroutine[object, object, Run]:
        """Run a gate on an engine; CallFailed when it brings nothing to judge."""

    async def answers(self, engine: str, address: str) -> bool:
        """Say whether an engine answers."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call on one engine, and how it ended: nothing when it brought its part."""

    engine: str
    began: float
    seconds: float
    trouble: str = ""


@dataclass(slots=True)
class Record:
    """What has come of a run so far."""

    parts: list[Part] = field(default_factory=list)
    lost: dict[Call, str] = field(default_factory=dict)
    attempts: dict[Call, list[Attempt]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spread:
    """Engines by name, how they are reached and watched, and who is told."""

    engines: Mapping[str, Engine]
    client: Client
    tell: Tell
    repository: str
    every: float = 30.0
    beginning: float = field(default_factory=time.monotonic)

    async def run(self, calls: Sequence[Call]) -> Record:
        """Run all calls to their ends, whatever becomes of engines."""
        record = Record()
        watches = [asyncio.create_task(self._watch(e)) for e in self.engines.values()]
        try:
            async with asyncio.TaskGroup() as tasks:
                # What wants an engine for itself asks last.
                for call in sorted(calls, key=lambda call: call.is_alone):
                    tasks.create_task(self._one(call, record))
        finally:
            for watch in watches:
                watch.cancel()
            await asyncio.gather(*watches, return_exceptions=True)
        return record

    async def _one(self, call: Call, record: Record) -> None:
        """Try a call on its engines in its own order."""
        attempts = record.attempts[call] = []
        failures = 0
        key = key_of(self.repository, call.warmth)
        for engine in (self.engines[name] for name in ranked(key, self.engines)):
            if engine.is_lost or failures == FAILURES:
                continue
            async with engine.place(alone=call.is_alone):
                # It may have been lost while the call waited.
                if engine.is_lost:
                    continue
                part, attempt = await self._attempt(call, engine)
            attempts.append(attempt)
            if part is not None:
                record.parts.append(part)
                return
            failures += not engine.is_lost
        record.lost[call] = _why(call, attempts)
        self.tell(f"{call.title}: no verdict")

    async def _attempt(self, call: Call, engine: Engine) -> tuple[Part | None, Attempt]:
        began = self._now()
        self.tell(f"{call.title}: starts on {engine.name}")
        try:
            asked = self.client.call(call, engine.name, engine.address)
            run = await _unless_lost(engine, asked)
        except (CallFailed, Lost) as error:
            if not engine.is_lost and not await self._answers(engine):
                self._lose(engine)
            trouble = _said(error, engine)
            self.tell(f"{call.title}: failed on {engine.name}: {trouble}")
            return None, Attempt(engine.name, began, self._now() - began, trouble)
        taken = self._now() - began
        self.tell(f"{call.title}: {_word(run)} on {engine.name} in {taken:.1f} s")
        return Part(call, run, began), Attempt(engine.name, began, taken)

    async def _watch(self, engine: Engine) -> None:
        """Ask an engine that has calls whether it is there, time and again."""
        silences = 0
        while not engine.is_lost:
            await asyncio.sleep(self.every)
            if not engine.running:
                continue
            silences = 0 if await self._answers(engine) else silences + 1
            if silences == SILENCES:
                self._lose(engine)

    async def _answers(self, engine: Engine) -> bool:
        return await self.client.answers(engine.name, engine.address)

    def _lose(self, engine: Engine) -> None:
        if not engine.is_lost:
            engine.lose()
            self.tell(f"engine {engine.name} is lost: it does not answer")

    def _now(self) -> float:
        return time.monotonic() - self.beginning


async def _unless_lost(engine: Engine, call: Coroutine[object, object, Run]) -> Run:
    """Wait for a call, or raise Lost and end it when its engine is given up."""
    working = asyncio.create_task(call)
    losing = asyncio.create_task(engine.lost())
    try:
        await asyncio.wait((working, losing), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Lost
    finally:
        for each in (working, losing):
            each.cancel()
        await asyncio.gather(working, losing, return_exceptions=True)


def _said(error: Exception, engine: Engine) -> str:
    silent = "the engine does not answer"
    if isinstance(error, Lost):
        return silent
    return f"{error} ({silent})" if engine.is_lost else str(error)


def _word(run: Run) -> str:
    return "no verdict" if run.errors else "red" if run.red else "done"


def _why(call: Call, attempts: Sequence[Attempt]) -> str:
    said = [f"{call.title} on {each.engine}: {each.trouble}" for each in attempts]
    return "\n".join(said) or f"{call.title}: no engine is left to run it"
