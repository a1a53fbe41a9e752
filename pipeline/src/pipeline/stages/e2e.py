"""Run the end-to-end suite in a browser. The verdict is core.gates.suite's."""

import time
from dataclasses import replace

from dagger import Container

from pipeline import composition
from pipeline.containers.image import builds
from pipeline.containers.toolbox import pytest_plugin, run, variables
from pipeline.containers.virtualenv import environment, with_source
from pipeline.core.gates import e2e as policy
from pipeline.core.gates import suite
from pipeline.core.verdict import Leg, Verdict
from pipeline.target import Target


async def e2e(target: Target) -> tuple[Leg, ...]:
    """Start what the compose file describes, and look at it with a browser."""
    if why := policy.missing(target.config, await target.source.glob("**")):
        return (policy.absent(why),)
    begun = time.monotonic()
    if target.project.has_dockerfile and not await builds(target):
        return (policy.skipped("there is no image", waits_for="build"),)
    ready = await (await _browser(target)).sync()
    try:
        async with composition.running(target) as composed:
            ran = await run(composed.attach(ready), policy.command(target.config))
            leg = suite.judge(policy.STAGE, ran, {})
            if leg.verdict is Verdict.FAILED:
                leg = suite.judge(policy.STAGE, ran, await composed.logs())
    except composition.NotRunning:
        return (policy.skipped("the services do not run", waits_for="integration"),)
    return (replace(leg, seconds=time.monotonic() - begun),)


async def _browser(target: Target) -> Container:
    """Return the target's environment with a browser and the suite."""
    config = target.config
    ready = environment(target, target.project.pythons[-1], config.e2e_packages)
    files = await target.suite(config.e2e_tests, config.e2e_files)
    ready = with_source(target, ready, files)
    return ready.with_(pytest_plugin).with_(variables(policy.VARIABLES))
