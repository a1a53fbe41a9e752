"""Judge the suite against the composition, also when there is no composition."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from pipeline.core.compose import composition as compose
from pipeline.core.findings import Finding, in_order
from pipeline.core.gates import suite
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg

STAGE: Final = "integration"
TOOLS: Final = (compose.TOOL, suite.TOOL)


def command(config: Config) -> tuple[str, ...]:
    """Return how pytest runs the suite."""
    return suite.command(*config.integration_tests)


def missing(config: Config, files: Collection[str]) -> str:
    """Return why there is nothing to do, "" when there is."""
    paths = (config.integration_compose, *config.integration_tests)
    return suite.missing(paths, files)


def skipped(why: str, waits_for: str = "") -> Leg:
    """Return the leg of the suite when it did not run."""
    return suite.skipped(STAGE, why, waits_for, TOOLS)


def absent(why: str) -> Leg:
    """Return the leg of a repository without composition or suite."""
    return suite.absent(STAGE, why, "[tool.pipeline.integration]", TOOLS)


def not_running(
    findings: tuple[Finding, ...], logs: Mapping[str, str], seconds: float
) -> Leg:
    """Return the leg of a composition that could not be started."""
    leg = suite.not_running(STAGE, "", TOOLS, findings)
    return replace(leg, seconds=seconds, files=suite.kept(logs))


def judge(
    run: ToolRun, logs: Mapping[str, str], left_out: tuple[Finding, ...], ready: float
) -> Leg:
    """Turn what the suite said into its leg; *ready* is when it could begin."""
    leg = suite.judge(STAGE, run, logs)
    return replace(
        leg,
        tools=TOOLS,
        findings=in_order((*leg.findings, *left_out)),
        reason="; ".join(filter(None, (leg.reason, f"ready in {ready:.1f}s"))),
        seconds=ready + run.seconds,
    )
