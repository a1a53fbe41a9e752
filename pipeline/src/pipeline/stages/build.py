"""Build the service's image. The verdict is core.build's."""

import time

import dagger

from pipeline.core import build as policy
from pipeline.core.verdict import Leg
from pipeline.image import image
from pipeline.target import Target


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
