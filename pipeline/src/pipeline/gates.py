"""Run gates side by side, and bring their verdict to whoever called."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import anyio
import dagger
from dagger import Directory, dag

from pipeline.core.errors import PipelineError
from pipeline.core.table import render
from pipeline.core.verdict import Leg, Outcome, Run, weighed
from pipeline.target import Target
from pipeline.toolbox import TOOL_PYTHON

Stage = Callable[[Target], Awaitable[tuple[Leg, ...]]]

# The CLI takes over the exit code of the step that ends a red gate. Its own
# code for everything that goes wrong otherwise is 1.
RED = 3
SHOW = f"cat /table >&2; exit {RED}"
# What counts lost requests waits until the processors are free: it is to tell of the
# service, not of a machine that is too busy.
LAST = ("integration",)


async def run(source: Directory, stages: Mapping[str, Stage]) -> Run:
    """Run stages side by side, as far as they bear it.

    One that is red, or cannot run, hides no other.
    """
    beginning = time.monotonic()
    target = await Target.read(source)
    legs: dict[str, tuple[Leg, ...]] = {}
    errors: dict[str, str] = {}

    async def attempt(name: str, stage: Stage) -> None:
        before = time.monotonic() - beginning
        try:
            legs[name] = _later(await stage(target), before)
        # Tools that run side by side raise a group, even of one.
        except* (PipelineError, dagger.QueryError) as group:
            errors[name] = "\n".join(_messages(group))

    for wave in (stages.keys() - LAST, stages.keys() & LAST):
        async with anyio.create_task_group() as tasks:
            for name in wave:
                tasks.start_soon(attempt, name, stages[name])
    in_order = [leg for name in stages for leg in legs.get(name, ())]
    return Run(weighed(in_order, target.config.required), errors)


def _later(legs: tuple[Leg, ...], before: float) -> tuple[Leg, ...]:
    """Count from the run's beginning what a stage counts from its own."""
    return tuple(replace(leg, started=before + leg.started) for leg in legs)


def _messages(error: BaseException) -> list[str]:
    """Return what each error of a group, or of the groups inside it, says."""
    if isinstance(error, BaseExceptionGroup):
        return [text for inner in error.exceptions for text in _messages(inner)]
    return [str(error)]


async def gate(source: Directory, command: str, stages: Mapping[str, Stage]) -> str:
    """Run stages for *command*; whatever happens, the last line says how it ended."""
    try:
        result = await run(source, stages)
    except PipelineError as error:
        _silence()
        first = str(error).splitlines()[0]
        raise PipelineError(f"{error}\n\n{command}: could not run: {first}") from None
    return await end(result, command)


def _silence() -> None:
    """Stop the SDK from logging errors with tracebacks that would bury the table."""
    logging.getLogger("dagger.mod").disabled = True


async def end(run: Run, command: str) -> str:
    """Return the table of a green run; end the call of a red one with it.

    A red run ends with a step that prints the table and exits with 3: the CLI
    shows its output last and exits with its code. What could not run is raised.
    """
    table = render(run, command)
    if run.outcome is Outcome.PASSED:
        return table
    _silence()
    if run.outcome is Outcome.COULD_NOT_RUN:
        raise PipelineError(f"\n{table.rstrip()}")
    container = dag.container().from_(f"python:{TOOL_PYTHON}-slim")
    shown = container.with_new_file("/table", table)
    await shown.with_exec(["sh", "-c", SHOW]).sync()
    raise AssertionError("a red run must not go on")
