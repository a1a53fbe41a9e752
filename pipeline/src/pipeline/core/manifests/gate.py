"""Assemble manifests and workflows to check, and judge the results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.manifests.legs import (
    ACTIONLINT,
    IMAGES,
    KUSTOMIZE,
    RENDERED,
    SCHEMAS,
    TOOLS,
    ZIZMOR,
    absent,
    leg_of,
    partly,
)
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import actionlint, kubernetes, kustomize, zizmor
from pipeline.core.verdict import Leg, Verdict
from pipeline.core.words import counted

WORKFLOWS: Final = ".github/workflows"
YAML: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Files:
    """What of a repository is looked at; *sources* is the overlays' surroundings."""

    overlays: tuple[str, ...]
    sources: str
    plain: tuple[str, ...]
    workflows: tuple[str, ...]

    @classmethod
    def found(cls, files: Collection[str], config: Config) -> "Files":
        """Find them among a repository's files."""
        folder = config.ship_overlays
        return cls(
            overlays=kustomize.overlays(folder, files),
            # What overlays are made of lies beside them.
            sources=folder if "/" not in folder else str(PurePosixPath(folder).parent),
            plain=_yaml(files, config.manifests_files),
            workflows=_yaml(files, (WORKFLOWS,)),
        )


def _yaml(files: Collection[str], paths: Sequence[str]) -> tuple[str, ...]:
    inside = (
        file
        for file in files
        if any(file == path or file.startswith(f"{path}/") for path in paths)
    )
    return tuple(sorted(file for file in inside if file.endswith(YAML)))


def built(runs: Mapping[str, ToolRun]) -> dict[str, str]:
    """Return what those overlays become that can be built."""
    return {name: run.stdout for name, run in runs.items() if run.exit_code == 0}


def judge_kustomize(runs: Mapping[str, ToolRun], config: Config) -> Leg:
    """Turn what kustomize said of each overlay into a leg, with what they become."""
    found = [f for name, run in runs.items() for f in kustomize.findings(name, run)]
    texts = built(runs).items()
    files = {kustomize.rendered(name): text for name, text in texts}
    log = "".join(f"{name}: {_short(run)}" for name, run in runs.items())
    seconds = max(run.seconds for run in runs.values())
    leg = leg_of(KUSTOMIZE, found, config, seconds=seconds, log=log, files=files)
    return replace(leg, looked_at={"overlays": len(runs)})


def _short(run: ToolRun) -> str:
    """Return its log without what it rendered: that is a file of the report."""
    return f"exit code {run.exit_code}\n{run.stderr}"


def judge_schemas(run: ToolRun, unbuilt: Collection[str], config: Config) -> Leg:
    """Turn what does not fit its schema into a leg."""
    found, count = kubernetes.findings(run), kubernetes.looked_at(run)
    return partly(SCHEMAS, run, found, unbuilt, config, count)


def judge_images(run: ToolRun, unbuilt: Collection[str], config: Config) -> Leg:
    """Turn images that may move into a leg."""
    found, count = kubernetes.images(run), kubernetes.images_seen(run)
    return partly(IMAGES, run, found, unbuilt, config, count)


def judge_actionlint(run: ToolRun, workflows: Sequence[str], config: Config) -> Leg:
    """Turn what actionlint said of workflows into a leg; it reads all or fails."""
    return leg_of(
        ACTIONLINT,
        actionlint.findings(run),
        config,
        seconds=run.seconds,
        log=run.log,
        looked_at={"workflows": len(workflows)},
    )


def judge_zizmor(run: ToolRun, texts: Mapping[str, str], config: Config) -> Leg:
    """Turn what zizmor said into a leg; *texts* are those of the workflows."""
    found = zizmor.findings(run)
    ignoring = zizmor.ignoring(texts.values())
    leg = leg_of(
        ZIZMOR,
        found,
        config,
        seconds=run.seconds,
        log=run.log,
        looked_at={"files": zizmor.looked_at(run)},
        left_out=(
            (f"what zizmor finds at {counted(ignoring, 'comment')}",)
            if ignoring
            else ()
        ),
    )
    if found or zizmor.looked_at(run):
        return leg
    return replace(leg, verdict=Verdict.SKIPPED, reason="zizmor completed no file")


def nothing(files: Files, config: Config) -> dict[str, Leg]:
    """Return the legs that have nothing to look at, with why."""
    key = "add one or name another folder in ship.overlays"
    overlays = f"there is no overlay in '{config.ship_overlays}'; {key}"
    workflows = f"there is no workflow in '{WORKFLOWS}'; add one"
    without = (KUSTOMIZE, *RENDERED)
    why = {} if files.overlays else dict.fromkeys(without, overlays)
    if not files.overlays and not files.plain:
        why[SCHEMAS] = overlays
    if not files.workflows:
        why |= {ACTIONLINT: workflows, ZIZMOR: workflows}
    return {name: absent(name, text, config) for name, text in why.items()}


def complete(found: Mapping[str, Leg], files: Files, config: Config) -> tuple[Leg, ...]:
    """Return all legs in order. Nothing to look at is no pass; red is red."""
    missing = nothing(files, config)
    red = {name for name, leg in found.items() if leg.verdict is Verdict.FAILED}
    legs = missing | {
        n: leg for n, leg in found.items() if n in red or n not in missing
    }
    return tuple(legs[name] for name in TOOLS)
