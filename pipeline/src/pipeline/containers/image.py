"""Build the service's image; every stage that needs it builds the same one."""

import dagger
from dagger import Container, Platform

from pipeline.core.errors import PipelineError
from pipeline.target import Target


def image(
    target: Target, stage: str | None = None, platform: Platform | None = None
) -> Container:
    """Build a stage of the Dockerfile, else the one that the configuration names."""
    return target.source.docker_build(
        dockerfile=target.config.build_dockerfile,
        target=target.config.build_target if stage is None else stage,
        platform=platform,
    )


async def built(
    target: Target, stage: str | None, platform: Platform | None
) -> Container:
    """Build an image now; PipelineError when that fails for another platform."""
    try:
        return await image(target, stage, platform).sync()
    except dagger.QueryError as error:
        if platform is None:
            raise
        raise PipelineError(
            f"could not build the image for '{platform}': {error}; use an engine on"
            " such a machine, or one that emulates it"
        ) from error


async def builds(target: Target) -> bool:
    """Say whether it builds; where not, the build's own gate tells why."""
    try:
        await image(target).sync()
    except dagger.QueryError:
        return False
    return True
