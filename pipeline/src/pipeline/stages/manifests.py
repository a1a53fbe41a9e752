"""Build overlays, check manifests and workflows. The verdict is in core.manifests."""

import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from dagger import Container, Directory, dag

from pipeline.containers.go_modules import definitions
from pipeline.containers.together import gathered
from pipeline.containers.toolbox import SOURCE
from pipeline.containers.toolbox import actionlint as with_actionlint
from pipeline.containers.toolbox import kustomize as with_kustomize
from pipeline.containers.toolbox import ours, run, side_by_side, tools
from pipeline.containers.toolbox import trivy as with_trivy
from pipeline.core.manifests import contract_report
from pipeline.core.manifests import gate as policy
from pipeline.core.manifests import linters as linted
from pipeline.core.manifests import trivy as trivy_config
from pipeline.core.manifests.gate import Files
from pipeline.core.project.config import Config
from pipeline.core.project.layout import configured
from pipeline.core.tool import ToolRun
from pipeline.core.tools import (
    actionlint,
    checkov,
    kubernetes,
    kustomize,
    rendered,
    trivy,
    zizmor,
)
from pipeline.core.tools.rendered import Places
from pipeline.core.verdict import Leg
from pipeline.target import Target


@dataclass(frozen=True, slots=True)
class Built:
    """What kustomize made of each overlay."""

    runs: Mapping[str, ToolRun]

    @property
    def texts(self) -> dict[str, str]:
        """Return what those become that can be built."""
        return policy.built(self.runs)

    @property
    def failed(self) -> set[str]:
        """Name those that cannot."""
        return self.runs.keys() - self.texts.keys()


async def manifests(target: Target) -> tuple[Leg, ...]:
    """Look at what is there; what is not there is skipped with why."""
    config = target.config
    files = Files.found(await target.source.glob("**"), config)
    looks: dict[str, Awaitable[tuple[Leg, ...]]] = {}
    if files.workflows:
        workflows = await target.apart(".github")
        looks[actionlint.TOOL] = _actionlint(workflows, files, config)
        looks[zizmor.TOOL] = _zizmor(workflows, files, config)
    if files.overlays or files.plain:
        looks[kustomize.TOOL] = _overlays(target, files)
    looked = await gathered(looks)
    found = {leg.name: leg for legs in looked.values() for leg in legs}
    return policy.complete(found, files, config)


async def _overlays(target: Target, files: Files) -> tuple[Leg, ...]:
    """Build every overlay, and look into what they become."""
    beginning, config = time.monotonic(), target.config
    source = await target.apart(files.sources, *config.manifests_files)
    container = with_kustomize().with_directory(SOURCE, source)
    commands = [kustomize.command(name) for name in files.overlays]
    ran = await side_by_side(container, commands)
    built = Built(dict(zip(files.overlays, ran, strict=True)))
    legs = [policy.judge_kustomize(built.runs, config)] if built.runs else []
    waited = time.monotonic() - beginning
    checked = await _looked_into(target, files, built)
    return (*legs, *(replace(leg, started=waited) for leg in checked))


async def _looked_into(target: Target, files: Files, built: Built) -> list[Leg]:
    """Hold what overlays become against schemas, contracts and linters' rules."""
    config, today = target.config, datetime.now(UTC).date()
    looks = {kubernetes.TOOL: _checked(target, files, built)}
    if built.texts:
        looks[checkov.TOOL] = _checkov(built.texts)
        looks[trivy_config.TOOL] = _trivy_config(built.texts)
    runs = await gathered(looks)
    checked = runs[kubernetes.TOOL]
    return [
        policy.judge_schemas(checked, built.failed, config),
        policy.judge_images(checked, built.failed, config),
        linted.judge_contracts(checked, built.failed, config, today),
        *_linted(runs, built, config, today),
    ]


def _linted(
    runs: Mapping[str, ToolRun], built: Built, config: Config, today: date
) -> list[Leg]:
    """Judge the linters; without anything that builds, nothing was looked at."""
    places = Places.read(runs[kubernetes.TOOL])
    judges = {
        checkov.TOOL: linted.judge_checkov,
        trivy_config.TOOL: linted.judge_trivy_config,
    }
    return [
        (
            judge(runs[name], places, built.failed, config, today)
            if name in runs
            else linted.unbuilt(name, built.failed, config)
        )
        for name, judge in judges.items()
    ]


async def _checked(target: Target, files: Files, built: Built) -> ToolRun:
    """Hold what overlays become, and plain manifests, against schemas and contracts."""
    config, code = target.config, target.project.code
    everything = await target.source.glob("**")
    scrapes = configured("contracts.scrapes", config.contracts_scrapes, everything)
    source = await target.apart(
        *(files.sources, *config.manifests_files, *code),
        *(*scrapes, *config.contracts_queries),
    )
    plain = [await source.file(name).contents() for name in files.plain]
    asked = kubernetes.request(
        version=config.manifests_kubernetes,
        rendered=built.texts,
        sources=files.sources,
        files=files.plain,
        contracts=contract_report.asked(code, built.failed, config),
    )
    container = (
        _checker()
        .with_directory(
            kubernetes.DEFINITIONS, definitions([*built.texts.values(), *plain])
        )
        .with_directory(SOURCE, source)
        .with_new_file(kubernetes.REQUEST, asked)
    )
    return await run(container, kubernetes.COMMAND)


async def _checkov(texts: Mapping[str, str]) -> ToolRun:
    container = tools("checkov").with_directory(rendered.FOLDER, _shown(texts))
    # Settings that the repository keeps for it would decide what it looks at.
    return await run(container.with_workdir(rendered.FOLDER), checkov.COMMAND)


async def _trivy_config(texts: Mapping[str, str]) -> ToolRun:
    container = with_trivy(trivy.CACHE).with_directory(rendered.FOLDER, _shown(texts))
    return await run(container, trivy_config.COMMAND)


def _shown(texts: Mapping[str, str]) -> Directory:
    """Return what overlays become as files for linters."""
    folder = dag.directory()
    for name, text in rendered.shown(texts).items():
        folder = folder.with_new_file(name, text)
    return folder


async def _actionlint(
    source: Directory, files: Files, config: Config
) -> tuple[Leg, ...]:
    container = with_actionlint().with_directory(SOURCE, source)
    ran = await run(container, actionlint.command(files.workflows))
    return (policy.judge_actionlint(ran, files.workflows, config),)


async def _zizmor(source: Directory, files: Files, config: Config) -> tuple[Leg, ...]:
    container = tools("manifests").with_directory(SOURCE, source)
    ran = await run(container, zizmor.COMMAND)
    texts = {name: await source.file(name).contents() for name in files.workflows}
    return (policy.judge_zizmor(ran, texts, config),)


def _checker() -> Container:
    """Return what pipeline.validation runs in."""
    return tools("manifests").with_(ours("validation", "core/contracts"))
