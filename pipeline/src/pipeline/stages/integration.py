"""Run the suite against the composition. The verdict is core.gates.integration's."""

import time

from dagger import Container

from pipeline import composition
from pipeline.containers.image import builds
from pipeline.containers.toolbox import pytest_plugin, run
from pipeline.containers.virtualenv import environment, with_source
from pipeline.core.gates import integration as policy
from pipeline.core.verdict import Leg, Verdict
from pipeline.target import Target


async def integration(target: Target) -> tuple[Leg, ...]:
    """Start what the compose file describes, and test it from outside."""
    config = target.config
    if why := policy.missing(config, await target.source.glob("**")):
        return (policy.absent(why),)
    begun = time.monotonic()
    if target.project.has_dockerfile and not await builds(target):
        return (policy.skipped("there is no image", waits_for="build"),)
    ready = await (await _suite(target)).sync()
    try:
        async with composition.running(target) as composed:
            waited = time.monotonic() - begun
            control = config.integration_control
            async with composed.controlled(ready, control=control) as container:
                ran = await run(container, policy.command(config))
            leg = policy.judge(ran, {}, composed.findings, waited)
            if leg.verdict is Verdict.FAILED:
                logs = await composed.logs()
                leg = policy.judge(ran, logs, composed.findings, waited)
    except composition.NotRunning as error:
        seconds = time.monotonic() - begun
        return (policy.not_running(error.findings, error.logs, seconds),)
    return (leg,)


async def _suite(target: Target) -> Container:
    """Return the target's environment with its suite."""
    config = target.config
    packages = config.integration_packages
    ready = environment(target, target.project.pythons[-1], packages)
    files = await target.suite(config.integration_tests, config.integration_files)
    return with_source(target, ready, files).with_(pytest_plugin)
