"""Compare a change with its base. The verdict is core.policy's."""

import time

from dagger import Directory

from pipeline.containers.toolbox import SOURCE, TOOL_PYTHON, python, run
from pipeline.core.errors import PipelineError
from pipeline.core.policy import comparison
from pipeline.core.policy.comparison import Policy
from pipeline.core.settings import comments
from pipeline.core.verdict import Leg
from pipeline.settings import settings
from pipeline.target import Target


async def policy(target: Target, base: Directory) -> tuple[Leg, ...]:
    """List what a change loosens of what it is to be merged into."""
    beginning = time.monotonic()
    try:
        before = await _policy(await Target.read(base))
    except PipelineError as error:
        return (comparison.unread(str(error)),)
    after = await _policy(target)
    return (comparison.judge(before, after, time.monotonic() - beginning),)


async def _policy(target: Target) -> Policy:
    """Read all that is compared; code is read as text only."""
    project, source = target.project, target.source
    code = python(TOOL_PYTHON).with_directory(SOURCE, source, include=["**/*.py"])
    ran = await run(code, comments.command(project))
    return Policy(
        config=target.config,
        settings=await settings(target),
        pythons=project.pythons,
        files=frozenset(project.modules),
        python=frozenset(await source.glob("**/*.py")),
        tests=comments.tests(ran),
        comments=comments.total(ran),
    )
