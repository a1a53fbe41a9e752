"""Measure the image and a reference, for core.image.size."""

from typing import Final

import dagger

from pipeline.containers.archive import measured
from pipeline.containers.image import image
from pipeline.core.image import size as policy
from pipeline.core.image.oci import Image
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
