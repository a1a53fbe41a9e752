"""Build the service's image. The verdict is core.build's."""

import time

import dagger
from dagger import Container

from pipeline.core import build as policy
from pipeline.core.verdict import Leg
from pipeline.target import Target


def image(target: Target) -> Container:
    """Build the Dockerfile."""
    return target.source.docker_build(
        dockerfile=target.config.build_dockerfile, target=target.config.build_target
    )


async def build(target: Target) -> tuple[Leg, ...]:
    """Build the image, and tell where it broke."""
    if not target.project.has_dockerfile:
        return (policy.missing(target.config),)
    start = time.monotonic()
    try:
        await image(target).sync()
        failure = None
    except dagger.QueryError as error:
        failure = str(error)
    return (policy.judge(target.config, failure, time.monotonic() - start),)
