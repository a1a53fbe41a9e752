"""Check types. The verdict is core.gates.typecheck's."""

from pipeline.containers.toolbox import SOURCE, beside, cached, side_by_side
from pipeline.containers.virtualenv import INTERPRETER, environment
from pipeline.core.gates import comments
from pipeline.core.gates import typecheck as policy
from pipeline.core.project.volumes import loads_plugins
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def typecheck(target: Target) -> tuple[Leg, ...]:
    """Run mypy, which sees the types of the service's own dependencies."""
    version = target.project.pythons[-1]
    container = (
        environment(target, version)
        .with_(beside("typecheck", version))
        .with_directory(SOURCE, target.code)
    )
    # A plug-in would write there what a later run believes.
    if not loads_plugins(await target.settings()):
        container = container.with_(cached("mypy", target.owner, policy.CACHE))
    command = policy.command(target.project, INTERPRETER)
    commands = (command, comments.command(target.project))
    ran, told = await side_by_side(container, commands)
    return (comments.named(policy.judge(ran, target.project), told),)
