"""Build overlays, check manifests and workflows. The verdict is core.manifests'."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

import anyio
from dagger import Container, dag

from pipeline.core import actionlint, kubernetes, kustomize
from pipeline.core import manifests as policy
from pipeline.core import zizmor
from pipeline.core.manifests import Files
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg
from pipeline.definitions import definitions
from pipeline.target import Target
from pipeline.toolbox import SOURCE
from pipeline.toolbox import actionlint as with_actionlint
from pipeline.toolbox import kustomize as with_kustomize
from pipeline.toolbox import run, side_by_side, tools

CHECKER: Final = "/opt/checker"

Look = Callable[[Target, Files], Awaitable[tuple[Leg, ...]]]


async def manifests(target: Target) -> tuple[Leg, ...]:
    """Look at what is there; what is not there is skipped with why."""
    files = Files.found(await target.source.glob("**"), target.config)
    found: dict[str, Leg] = {}

    async def look(at: Look) -> None:
        found.update({leg.name: leg for leg in await at(target, files)})

    async with anyio.create_task_group() as tasks:
        if files.overlays or files.plain:
            tasks.start_soon(look, _overlays)
        if files.workflows:
            tasks.start_soon(look, _actionlint)
            tasks.start_soon(look, _zizmor)
    # Last: of images there are none where there is no overlay, which is no pass.
    legs = found | policy.nothing(files, target.config)
    return tuple(legs[name] for name in policy.TOOLS)


async def _overlays(target: Target, files: Files) -> tuple[Leg, ...]:
    """Build every overlay, and look into what they become."""
    beginning = time.monotonic()
    runs = await _built(target, files)
    built = (policy.judge_kustomize(runs, target.config),) if runs else ()
    waited = time.monotonic() - beginning
    checked = await _checked(target, files, runs)
    return (*built, *(replace(leg, started=waited) for leg in checked))


async def _actionlint(target: Target, files: Files) -> tuple[Leg, ...]:
    container = with_actionlint().with_directory(SOURCE, target.workflows)
    ran = await run(container, actionlint.command(files.workflows))
    return (policy.judge_actionlint(ran, target.config),)


async def _zizmor(target: Target, files: Files) -> tuple[Leg, ...]:
    container = tools("manifests").with_directory(SOURCE, target.workflows)
    ran = await run(container, zizmor.COMMAND)
    return (policy.judge_zizmor(ran, target.config),)


async def _built(target: Target, files: Files) -> dict[str, ToolRun]:
    """Build every overlay."""
    source = target.deployed((files.sources,))
    container = with_kustomize().with_directory(SOURCE, source)
    commands = [kustomize.command(name) for name in files.overlays]
    runs = await side_by_side(container, commands)
    return dict(zip(files.overlays, runs, strict=True))


async def _checked(
    target: Target, files: Files, runs: Mapping[str, ToolRun]
) -> tuple[Leg, Leg]:
    """Hold what overlays become, and plain manifests, against their schemas."""
    config = target.config
    rendered = policy.built(runs)
    plain = [await target.source.file(name).contents() for name in files.plain]
    asked = kubernetes.request(
        config.manifests_kubernetes, rendered, files.sources, files.plain
    )
    container = (
        _checker()
        .with_directory(
            kubernetes.DEFINITIONS, definitions([*rendered.values(), *plain])
        )
        .with_directory(SOURCE, target.deployed((files.sources, *files.plain)))
        .with_new_file(kubernetes.REQUEST, asked)
    )
    ran = await run(container, kubernetes.COMMAND)
    unbuilt = runs.keys() - rendered.keys()
    return (
        policy.judge_schemas(ran, unbuilt, config),
        policy.judge_images(ran, unbuilt, config),
    )


def _checker() -> Container:
    """Return what pipeline.validation runs in."""
    package = dag.current_module().source().directory("src/pipeline/validation")
    return (
        tools("manifests")
        .with_directory(f"{CHECKER}/pipeline/validation", package)
        .with_env_variable("PYTHONPATH", CHECKER)
    )
