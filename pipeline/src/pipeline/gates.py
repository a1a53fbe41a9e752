"""Run gates side by side, and end the call by their verdict."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import anyio
import dagger
from dagger import Directory, File

from pipeline.containers.ending import end_call, silence
from pipeline.core.errors import PipelineError, ProjectError
from pipeline.core.foreign import terminal
from pipeline.core.policy import baseline
from pipeline.core.policy.comparison import STAGE as POLICY
from pipeline.core.settings.left_out import named
from pipeline.core.settings.left_out import unseen as without
from pipeline.core.stages import STAGES, Stage
from pipeline.core.steady import steady
from pipeline.core.table import render
from pipeline.core.verdict import Leg, Outcome, Run, disabled, unable, weighed
from pipeline.core.words import ended
from pipeline.settings import settings, unseen
from pipeline.target import Target

Look = Callable[[Target], Awaitable[tuple[Leg, ...]]]

# What goes wrong otherwise ends with 1.
RED = 3


async def read(source: Directory) -> Target:
    """Read a repository; what is wrong with it is said without a traceback."""
    try:
        return await Target.read(source)
    except PipelineError:
        silence()
        raise


async def run(
    source: Directory, stages: Mapping[str, Look], earlier: File | None = None
) -> Run:
    """Run stages side by side, as far as they bear it.

    One that is red, or cannot run, hides no other. Findings that an *earlier* report
    has do not block.
    """
    known = baseline.read(await earlier.contents()) if earlier else None
    beginning = time.monotonic()
    target = await Target.read(source)
    legs: dict[str, tuple[Leg, ...]] = {}
    errors: dict[str, str] = {}

    async def attempt(name: str, look: Look) -> None:
        before = time.monotonic() - beginning
        try:
            legs[name] = _later(await look(target), before)
        # Tools that run side by side raise a group, even of one.
        except* (PipelineError, dagger.QueryError) as group:
            errors[name] = "\n".join(_messages(group))

    config = target.config
    several = [name for name in stages if name in STAGES and len(stages) > 1]
    off = [name for name in several if not config.runs(name)]
    legs |= {name: (disabled(name),) for name in off}
    for alone in (False, True):
        async with anyio.create_task_group() as tasks:
            for name, look in stages.items():
                if name not in off and STAGES.get(name, Stage(name)).alone is alone:
                    tasks.start_soon(attempt, name, look)
    # A change does not choose whether it is held against its base.
    required = (*config.required, POLICY)
    # What is not required stops nothing, also when it could not run.
    for name in [name for name in errors if name not in required]:
        legs[name] = (unable(name, errors.pop(name)),)
    told, past = await settings(target), await unseen(target)
    in_order = [
        without(named(leg, told), past) for name in stages for leg in legs.get(name, ())
    ]
    if known is not None:
        in_order = baseline.applied(in_order, known)
    return Run(weighed(in_order, required, config.named), errors)


def only(stages: Mapping[str, Look], name: str) -> dict[str, Look]:
    """Return the one stage with this name; ProjectError when there is none."""
    if name not in stages:
        known = ", ".join(stages)
        raise ProjectError(f"could not run gate '{name}': there is none; run {known}")
    return {name: stages[name]}


async def found(source: Directory, stages: Mapping[str, Look]) -> Run:
    """Run stages; PipelineError for one that could not run.

    What is raised is not kept: asked again, the engine tries again.
    """
    result = await run(source, stages)
    for name, why in result.errors.items():
        silence()
        raise PipelineError(terminal(f"{name}: could not run: {why}"))
    return result


def _later(legs: tuple[Leg, ...], before: float) -> tuple[Leg, ...]:
    """Count from the run's beginning what a stage counts from its own."""
    return tuple(replace(leg, started=before + leg.started) for leg in legs)


def _messages(error: BaseException) -> list[str]:
    """Return what each error of a group, or of the groups inside it, says."""
    if isinstance(error, BaseExceptionGroup):
        return [text for inner in error.exceptions for text in _messages(inner)]
    # Its own text is no more than the exit code and the trace's number.
    if isinstance(error, dagger.ExecError):
        said = error.stdout, error.stderr
        return [steady(ended(error.command, error.exit_code, *said))]
    return [steady(str(error))]


async def gate(source: Directory, name: str, look: Look) -> str:
    """Run one stage, as its own function does."""
    return await judge(source, STAGES[name].function, {name: look})


async def judge(
    source: Directory,
    command: str,
    stages: Mapping[str, Look],
    earlier: File | None = None,
) -> str:
    """Run stages for *command*; whatever happens, the last line says how it ended."""
    try:
        result = await run(source, stages, earlier)
    except PipelineError as error:
        silence()
        first = str(error).splitlines()[0]
        said = f"{error}\n\n{command}: could not run: {first}"
        raise PipelineError(terminal(said)) from None
    return await end(result, command)


async def end(run: Run, command: str, before: str = "") -> str:
    """Return the table of a green run; end the call of a red one with it.

    What is to be read *before* it is printed in either case.

    A red run ends with exit code 3. What could not run is raised.
    """
    table = "\n".join(filter(None, (terminal(before), render(run, command))))
    if run.outcome is Outcome.PASSED:
        return table
    if run.outcome is Outcome.COULD_NOT_RUN:
        silence()
        raise PipelineError(f"\n{table.rstrip()}")
    await end_call(table, RED)
