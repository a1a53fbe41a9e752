"""The legs of the gate manifests: names, tools and verdicts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.core.findings import Finding
from pipeline.core.manifests import contract_report
from pipeline.core.manifests import trivy as trivy_config
from pipeline.core.project.config import MANIFEST_LEGS, Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import actionlint, checkov, kubernetes, kustomize, zizmor
from pipeline.core.verdict import Leg, Verdict, judged

STAGE: Final = "manifests"
KUSTOMIZE, SCHEMAS, IMAGES, CONTRACTS, *_ = MANIFEST_LEGS
CHECKOV, TRIVY_CONFIG, ACTIONLINT, ZIZMOR = MANIFEST_LEGS[4:]
TOOLS: Final = {
    KUSTOMIZE: kustomize.TOOL,
    SCHEMAS: kubernetes.TOOL,
    IMAGES: kubernetes.IMAGES,
    CONTRACTS: contract_report.TOOL,
    CHECKOV: checkov.TOOL,
    TRIVY_CONFIG: trivy_config.TOOL,
    ACTIONLINT: actionlint.TOOL,
    ZIZMOR: zizmor.TOOL,
}
# All that look at what overlays become.
RENDERED: Final = (IMAGES, CONTRACTS, CHECKOV, TRIVY_CONFIG)


def skipped(
    name: str, why: str, config: Config, *, waits_for: str = "", seconds: float = 0.0
) -> Leg:
    """Return the leg of what was not looked at."""
    return replace(
        Leg.skipped(STAGE, name, (TOOLS[name],), why),
        seconds=seconds,
        required=name in config.manifests_required,
        waits_for=waits_for,
    )


def absent(name: str, why: str, config: Config) -> Leg:
    """Return the leg of what a repository does not have."""
    leg = Leg.absent(STAGE, name, (TOOLS[name],), why)
    return replace(leg, required=name in config.manifests_required)


def partly(
    name: str,
    run: ToolRun,
    found: list[Finding],
    unbuilt: Collection[str],
    config: Config,
    looked_at: Mapping[str, int],
    reason: str = "",
    left_out: tuple[str, ...] = (),
) -> Leg:
    """Pass only where every overlay was looked at; red is red in either case."""
    if unbuilt and judged(found) is Verdict.PASSED:
        why = f"does not build: {', '.join(sorted(unbuilt))}"
        return skipped(name, why, config, waits_for=STAGE, seconds=run.seconds)
    leg = leg_of(name, found, config, seconds=run.seconds, log=run.log)
    return replace(leg, reason=reason, looked_at=looked_at, left_out=left_out)


def leg_of(
    name: str,
    found: Iterable[Finding],
    config: Config,
    *,
    seconds: float,
    log: str,
    files: Mapping[str, str] | None = None,
    looked_at: Mapping[str, int] | None = None,
    left_out: tuple[str, ...] = (),
) -> Leg:
    """Return the leg of what was looked at, with how much that was."""
    return replace(
        Leg.found(STAGE, name, (TOOLS[name],), found),
        seconds=seconds,
        log=log,
        files=files or {},
        looked_at=looked_at or {},
        left_out=left_out,
        required=name in config.manifests_required,
    )
