"""Check types. The verdict is core.gates.typecheck's."""

from pipeline.containers.toolbox import SOURCE, cached, installed, run
from pipeline.containers.virtualenv import INTERPRETER, environment
from pipeline.core.gates import typecheck as policy
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def typecheck(target: Target) -> tuple[Leg, ...]:
    """Run mypy, which sees the types of the service's own dependencies."""
    container = (
        environment(target, target.project.pythons[-1])
        .with_(installed("typecheck"))
        .with_(cached("mypy", policy.CACHE))
        .with_directory(SOURCE, target.code)
    )
    command = policy.command(target.project, INTERPRETER)
    return (policy.judge(await run(container, command), target.project),)
