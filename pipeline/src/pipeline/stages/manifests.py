"""Build overlays, check manifests and workflows. The verdict is core.manifests'."""

import time
from collections.abc import Mapping
from dataclasses import replace

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

CHECKER = "/opt/checker"


async def manifests(target: Target) -> tuple[Leg, ...]:
    """Look at what is there; what is not there is skipped with why."""
    beginning, config = time.monotonic(), target.config
    files = Files.found(await target.source.glob("**"), config)
    missing = files.missing(config)
    legs = {name: policy.skipped(name, why, config) for name, why in missing.items()}

    async def overlays() -> None:
        runs = await _built(target, files)
        if runs:
            legs[policy.KUSTOMIZE] = policy.judge_kustomize(runs, config)
        started = time.monotonic() - beginning
        for leg in await _checked(target, files, runs):
            if leg.name not in missing:
                legs[leg.name] = replace(leg, started=started)

    async def workflows() -> None:
        source = target.workflows
        container = with_actionlint().with_directory(SOURCE, source)
        ran = await run(container, actionlint.command(files.workflows))
        legs[policy.ACTIONLINT] = policy.judge_actionlint(ran, config)

    async def trust() -> None:
        container = tools("manifests").with_directory(SOURCE, target.workflows)
        ran = await run(container, zizmor.COMMAND)
        legs[policy.ZIZMOR] = policy.judge_zizmor(ran, config)

    async with anyio.create_task_group() as tasks:
        if files.overlays or files.plain:
            tasks.start_soon(overlays)
        if files.workflows:
            tasks.start_soon(workflows)
            tasks.start_soon(trust)
    return tuple(legs[name] for name in policy.TOOLS)


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
