"""Check types. The verdict is core.typecheck's."""

from pipeline.core import typecheck as policy
from pipeline.core.verdict import Leg
from pipeline.environment import INTERPRETER, environment
from pipeline.target import Target
from pipeline.toolbox import SOURCE, cached, installed, run


async def typecheck(target: Target) -> tuple[Leg, ...]:
    """Run mypy, which sees the types of the service's own dependencies."""
    container = (
        environment(target, target.project.pythons[-1])
        .with_(installed("typecheck"))
        .with_(cached("mypy", policy.CACHE))
        .with_directory(SOURCE, target.code)
    )
    command = policy.command(target.project, INTERPRETER)
    return (policy.judge(await run(container, command)),)
