"""The service's image: every stage that needs it builds the same one."""

import dagger
from dagger import Container

from pipeline.target import Target


def image(target: Target) -> Container:
    """Build the Dockerfile."""
    return target.source.docker_build(
        dockerfile=target.config.build_dockerfile, target=target.config.build_target
    )


async def builds(target: Target) -> bool:
    """Say whether it builds; where not, the build's own gate tells why."""
    try:
        await image(target).sync()
    except dagger.QueryError:
        return False
    return True
