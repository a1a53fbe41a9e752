"""Build overlays, check manifests and workflows. The verdict is core.manifests'."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

import anyio
from dagger import Container, Directory

from pipeline.core import actionlint, kubernetes, kustomize
from pipeline.core import manifests as policy
from pipeline.core import zizmor
from pipeline.core.config import Config
from pipeline.core.manifests import Files
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg
from pipeline.definitions import definitions
from pipeline.target import Target
from pipeline.toolbox import SOURCE
from pipeline.toolbox import actionlint as with_actionlint
from pipeline.toolbox import kustomize as with_kustomize
from pipeline.toolbox import ours, run, side_by_side, tools

Look = Callable[[], Awaitable[tuple[Leg, ...]]]


async def manifests(target: Target) -> tuple[Leg, ...]:
    """Look at what is there; what is not there is skipped with why."""
    config = target.config
    files = Files.found(await target.source.glob("**"), config)
    found: dict[str, Leg] = {}

    async def look(at: Look) -> None:
        found.update({leg.name: leg for leg in await at()})

    async with anyio.create_task_group() as tasks:
        if files.overlays or files.plain:
            deployed = await target.apart(files.sources, *files.plain)
            tasks.start_soon(look, partial(_overlays, deployed, files, config))
        if files.workflows:
            workflows = await target.apart(".github")
            tasks.start_soon(look, partial(_actionlint, workflows, files, config))
            tasks.start_soon(look, partial(_zizmor, workflows, config))
    # Last: of images there are none where there is no overlay, which is no pass.
    legs = found | policy.nothing(files, config)
    return tuple(legs[name] for name in policy.TOOLS)


async def _overlays(source: Directory, files: Files, config: Config) -> tuple[Leg, ...]:
    """Build every overlay, and look into what they become."""
    beginning = time.monotonic()
    container = with_kustomize().with_directory(SOURCE, source)
    commands = [kustomize.command(name) for name in files.overlays]
    ran = await side_by_side(container, commands)
    runs = dict(zip(files.overlays, ran, strict=True))
    built = (policy.judge_kustomize(runs, config),) if runs else ()
    waited = time.monotonic() - beginning
    checked = await _checked(source, files, runs, config)
    return (*built, *(replace(leg, started=waited) for leg in checked))


async def _checked(
    source: Directory, files: Files, runs: Mapping[str, ToolRun], config: Config
) -> tuple[Leg, Leg]:
    """Hold what overlays become, and plain manifests, against their schemas."""
    rendered = policy.built(runs)
    plain = [await source.file(name).contents() for name in files.plain]
    known = definitions([*rendered.values(), *plain])
    asked = kubernetes.request(
        config.manifests_kubernetes, rendered, files.sources, files.plain
    )
    container = (
        _checker()
        .with_directory(kubernetes.DEFINITIONS, known)
        .with_directory(SOURCE, source)
        .with_new_file(kubernetes.REQUEST, asked)
    )
    ran = await run(container, kubernetes.COMMAND)
    unbuilt = runs.keys() - rendered.keys()
    schemas = policy.judge_schemas(ran, unbuilt, config)
    return schemas, policy.judge_images(ran, unbuilt, config)


async def _actionlint(
    source: Directory, files: Files, config: Config
) -> tuple[Leg, ...]:
    container = with_actionlint().with_directory(SOURCE, source)
    ran = await run(container, actionlint.command(files.workflows))
    return (policy.judge_actionlint(ran, config),)


async def _zizmor(source: Directory, config: Config) -> tuple[Leg, ...]:
    container = tools("manifests").with_directory(SOURCE, source)
    ran = await run(container, zizmor.COMMAND)
    return (policy.judge_zizmor(ran, config),)


def _checker() -> Container:
    """Return what pipeline.validation runs in."""
    return tools("manifests").with_(ours("validation"))
