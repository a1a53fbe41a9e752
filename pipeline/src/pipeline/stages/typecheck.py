"""Check types. The verdict is core.gates.typecheck's."""

from pipeline.containers.toolbox import beside, cached, side_by_side
from pipeline.containers.virtualenv import INTERPRETER, environment, with_source
from pipeline.core.gates import typecheck as policy
from pipeline.core.project.volumes import loads_plugins
from pipeline.core.settings import comments
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def typecheck(target: Target) -> tuple[Leg, ...]:
    """Run mypy, which sees the types of the service's own dependencies."""
    config, project = target.config, target.project
    version = project.pythons[-1]
    # What the tests need to be installed, the same dependencies need here.
    ready = environment(target, version, config.test_packages, types=True)
    # A build of the project may read any file of it.
    source = await (target.tested() if project.needs_source else target.code())
    container = with_source(target, ready.with_(beside("typecheck", version)), source)
    # A plug-in would write there what a later run believes.
    if not loads_plugins(await target.settings()):
        container = container.with_(cached("mypy", target.owner, policy.CACHE))
    command = policy.command(target.project, INTERPRETER)
    commands = (command, comments.command(target.project))
    ran, told = await side_by_side(container, commands)
    return (comments.named(policy.judge(ran, target.project), told),)
