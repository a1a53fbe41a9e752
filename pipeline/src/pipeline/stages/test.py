"""Run the tests on every Python of the matrix. The verdict is core.gates.test's."""

from dataclasses import replace

from dagger import Container

from pipeline import composition
from pipeline.containers.together import gathered
from pipeline.containers.toolbox import pytest_plugin, run
from pipeline.containers.virtualenv import environment, with_source
from pipeline.core.gates import test as policy
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def test(target: Target, python: str | None = None) -> tuple[Leg, ...]:
    """Run pytest with coverage, one leg a Python version, side by side."""
    versions = policy.matrix(target.project, python)
    legs = await gathered({version: _leg(target, version) for version in versions})
    return tuple(legs.values())


async def _leg(target: Target, version: str) -> Leg:
    ready = environment(target, version, target.config.test_packages)
    container = with_source(target, ready, await target.tested()).with_(pytest_plugin)
    try:
        ran = await _ran(target, container)
    except composition.NotRunning as error:
        return policy.not_running(version, error.findings)
    leg = policy.judge(version, ran, target.project, target.config)
    unfit = target.project.left_out(version).items()
    notes = tuple(f"{name}: {why}" for name, why in unfit)
    return replace(leg, left_out=(*leg.left_out, *notes))


async def _ran(target: Target, container: Container) -> ToolRun:
    """Run pytest, beside the services that its tests need: fresh ones each time."""
    command = policy.command(target.project, target.config)
    if not target.config.test_services:
        return await run(container, command)
    async with composition.running(target, target.config.test_services) as composed:
        return await run(composed.attach(container), command)
