"""The suite against the composition: its leg, also when there is no composition."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.core import compose, suite
from pipeline.core.config import Config
from pipeline.core.findings import Finding, in_order
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict, judged

STAGE: Final = "integration"
TOOLS: Final = (compose.TOOL, suite.TOOL)


def command(config: Config) -> tuple[str, ...]:
    """Return how pytest runs the suite."""
    return suite.command(*config.integration_tests)


def missing(config: Config, files: tuple[str, ...]) -> str:
    """Return why there is nothing to do, "" when there is."""
    if config.integration_compose not in files:
        return f"there is no '{config.integration_compose}'"
    for path in config.integration_tests:
        if not any(f == path or f.startswith(f"{path}/") for f in files):
            return f"there is no '{path}'"
    return ""


def skipped(why: str, waits_for: str = "") -> Leg:
    """Return the leg of a suite that did not run."""
    return Leg(
        stage=STAGE,
        name="",
        verdict=Verdict.SKIPPED,
        tools=TOOLS,
        reason=why,
        log=f"skipped: {why}\n",
        waits_for=waits_for,
    )


def not_running(
    findings: tuple[Finding, ...], logs: Mapping[str, str], seconds: float
) -> Leg:
    """Return the leg of a composition that could not be started."""
    return Leg(
        stage=STAGE,
        name="",
        verdict=judged(findings),
        tools=TOOLS,
        findings=in_order(findings),
        reason="the services do not run",
        seconds=seconds,
        log="".join(f"{finding}\n" for finding in findings),
        files=suite.kept(logs),
    )


def judge(
    run: ToolRun, logs: Mapping[str, str], left_out: tuple[Finding, ...], ready: float
) -> Leg:
    """Turn what the suite said into its leg; *ready* is when it could begin."""
    leg = suite.judge(STAGE, run, logs)
    return replace(
        leg,
        tools=TOOLS,
        findings=in_order((*leg.findings, *left_out)),
        reason=f"{leg.reason}; ready in {ready:.1f}s",
        seconds=ready + run.seconds,
    )
