"""Judge whether the Dockerfile builds an image."""

from dataclasses import replace
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates import scan_counts
from pipeline.core.project.config import Config
from pipeline.core.steady import steady
from pipeline.core.verdict import Leg

STAGE: Final = "build"
TOOL: Final = "docker-build"
LAST_LINES: Final = 3


def judge(config: Config, failure: str | None, seconds: float, text: str) -> Leg:
    """Turn what a failed build said, or None, into a leg; *text* is the Dockerfile's.

    The first line names the step that broke; what that step printed may follow.
    """
    if failure is None:
        built = _leg((), "the image builds", seconds)
        return replace(built, looked_at=scan_counts.of_dockerfile(text))
    said = steady(failure).strip() or "the build failed and said nothing"
    finding = _finding(config.build_dockerfile, said)
    return _leg((finding,), said, seconds)


def _leg(findings: tuple[Finding, ...], said: str, seconds: float) -> Leg:
    leg = Leg.found(STAGE, "", (TOOL,), findings)
    return replace(leg, seconds=seconds, log=f"{said}\n")


def _finding(dockerfile: str, said: str) -> Finding:
    """Name the step and the last lines it printed, which mostly say why."""
    step, *printed = [line.strip() for line in said.splitlines() if line.strip()]
    message = " | ".join([step, *printed[-LAST_LINES:]])
    return Finding(TOOL, "build", message, Severity.HIGH, dockerfile)


def missing(config: Config) -> Leg:
    """Return the leg of a repository without a Dockerfile."""
    why = f"there is no '{config.build_dockerfile}'; add one or name build.dockerfile"
    return Leg.absent(STAGE, "", (TOOL,), why)
