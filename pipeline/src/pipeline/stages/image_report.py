"""Measure the image, and what it is compared with, for core.image_report to tell."""

import dagger

from pipeline.archive import measured
from pipeline.core import image_report as policy
from pipeline.core.oci import Image
from pipeline.image import image
from pipeline.target import Target


async def image_report(
    target: Target, previous: dagger.Container | None, naive: str
) -> str:
    """Return a table of sizes; *naive* is a Dockerfile to compare with, or empty."""
    others: dict[str, Image] = {}
    if previous is not None:
        others["previous"] = await measured(previous)
    if naive:
        built = target.source.docker_build(dockerfile=naive)
        others["naive"] = await measured(built)
    return policy.table(await measured(image(target)), others)
