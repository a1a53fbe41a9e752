"""The image: whether its Dockerfile builds."""

import re
from typing import Final

from pipeline.core.config import Config
from pipeline.core.findings import Finding, Severity
from pipeline.core.verdict import Leg, Verdict

SHOWN: Final = 300


def judge(config: Config, failure: str | None, seconds: float) -> Leg:
    """Turn the text of a failed build, or None, into a leg."""
    findings = (_finding(config.build_dockerfile, failure),) if failure else ()
    return Leg(
        stage="build",
        name="",
        verdict=Verdict.FAILED if failure else Verdict.PASSED,
        tools=("docker-build",),
        findings=findings,
        seconds=seconds,
        log=f"{failure or 'the image builds'}\n",
    )


def _finding(dockerfile: str, failure: str) -> Finding:
    """Take what the step that broke said, rather than the chain of wrappers."""
    said = re.sub(r"\s+", " ", failure).strip()
    return Finding("docker-build", "build", said[:SHOWN], Severity.HIGH, dockerfile)


def missing(config: Config) -> Leg:
    """Return the leg of a repository without a Dockerfile; red where it is required."""
    return Leg(
        stage="build",
        name="",
        verdict=Verdict.SKIPPED,
        tools=("docker-build",),
        reason=f"there is no '{config.build_dockerfile}'",
        log=f"skipped: there is no '{config.build_dockerfile}'\n",
    )
