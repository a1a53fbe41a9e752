"""Build the service's image. The verdict is core.gates.build's."""

import time
from dataclasses import replace

import dagger

from pipeline.containers.archive import measured
from pipeline.containers.image import image
from pipeline.core.gates import build as policy
from pipeline.core.image import size as image_report
from pipeline.core.verdict import Leg, Verdict
from pipeline.target import Target


async def build(target: Target, *, measure: bool = False) -> tuple[Leg, ...]:
    """Build the image, and tell where it broke; a leg may have its sizes."""
    if not target.project.has_dockerfile:
        return (policy.missing(target.config),)
    start = time.monotonic()
    try:
        await image(target).sync()
        failure = None
    except dagger.QueryError as error:
        failure = str(error)
    seconds = time.monotonic() - start
    text = await target.source.file(target.config.build_dockerfile).contents()
    leg = policy.judge(target.config, failure, seconds, text)
    if measure and leg.verdict is Verdict.PASSED:
        sizes = image_report.document(await measured(image(target)), {})
        leg = replace(leg, files={image_report.FILE: sizes})
    return (leg,)
