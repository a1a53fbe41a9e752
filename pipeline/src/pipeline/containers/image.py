"""Build the service's image; every stage that needs it builds the same one."""

import dagger
from dagger import BuildArg, Container, Platform, dag

from pipeline.containers.ending import silence
from pipeline.core.errors import PipelineError
from pipeline.core.steady import steady
from pipeline.target import Target


def image(
    target: Target, stage: str | None = None, platform: Platform | None = None
) -> Container:
    """Build a stage of the Dockerfile, else the one that the configuration names.

    What was built elsewhere, and is given as an archive, is not built again.
    """
    if target.archive is not None:
        return dag.container().import_(target.archive)
    return target.source.docker_build(
        dockerfile=target.config.build_dockerfile,
        target=target.config.build_target if stage is None else stage,
        platform=platform,
        build_args=[BuildArg(*each) for each in target.config.build_args],
    )


async def built(
    target: Target, stage: str | None, platform: Platform | None
) -> Container:
    """Build an image now; PipelineError with what the step said when that fails."""
    try:
        return await image(target, stage, platform).sync()
    except dagger.QueryError as error:
        silence()
        raise PipelineError(_unbuilt(target, platform, steady(str(error)))) from None


def _unbuilt(target: Target, platform: Platform | None, said: str) -> str:
    if platform is None:
        return f"could not build '{target.config.build_dockerfile}': {said}"
    return (
        f"could not build the image for '{platform}': {said}; use an engine on"
        " such a machine, or one that emulates it"
    )


async def builds(target: Target) -> bool:
    """Say whether it builds; where not, the build's own gate tells why."""
    try:
        await image(target).sync()
    except dagger.QueryError:
        return False
    return True
