"""Measure the image, and what it is compared with, for core.image_report to tell."""

from typing import Final

import dagger

from pipeline.archive import measured
from pipeline.core import image_report as policy
from pipeline.core.oci import Image
from pipeline.image import image
from pipeline.target import Target

NAIVE: Final = "naive.Dockerfile"


async def image_report(
    target: Target, previous: dagger.Container | None, naive: dagger.File | None
) -> str:
    """Return a table of sizes; *naive* is a Dockerfile to compare with."""
    others: dict[str, Image] = {}
    if previous is not None:
        others["previous"] = await measured(previous)
    if naive is not None:
        context = target.source.with_file(NAIVE, naive)
        built = context.docker_build(dockerfile=NAIVE)
        others["naive"] = await measured(built)
    return policy.table(await measured(image(target)), others)
