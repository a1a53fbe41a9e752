"""Judge unsafe code and vulnerable dependencies: Bandit, pip-audit and Safety."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates.ignored import weighed
from pipeline.core.project.config import Config
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.tools import bandit, pip_audit, safety
from pipeline.core.verdict import Leg
from pipeline.core.words import counted, left_out

STAGE: Final = "security"
LOCKED: Final = "/locked.txt"
PIP_AUDIT: Final = (
    "pip-audit",
    f"--requirement={LOCKED}",
    "--no-deps",
    "--disable-pip",
    "--format=json",
    "--progress-spinner=off",
)
SAFETY_REPORT: Final = "/reports/safety.json"
SAFETY_OFFLINE: Final = (
    "safety",
    "check",
    f"--file={LOCKED}",
    "--db=/safety-db",
    f"--save-json={SAFETY_REPORT}",
)
SAFETY_SCAN: Final = (
    "safety",
    "scan",
    "--target=/locked",
    "--output=json",
    "--save-as",
    "json",
    SAFETY_REPORT,
)
# How both end when their service does not answer.
OUT_OF_REACH: Final = re.compile(
    r"(?m)^(?:requests\.exceptions|httpx|pip_audit\._service)\.\S+: (.{1,200})"
)


def bandit_command(project: Project) -> tuple[str, ...]:
    """Return how Bandit reads the code, with the settings that the target has."""
    settings = "pyproject.toml" in project.manifests
    configured = ("--configfile=pyproject.toml",) if settings else ()
    command = ("bandit", "--format=json", "--quiet", *configured)
    return (*command, "--recursive", *project.checked)


def judge_bandit(run: ToolRun, project: Project, config: Config, today: date) -> Leg:
    """Turn Bandit's output into a leg, with what was not looked at."""
    found = bandit.findings(run, config.security_confidence)
    count, unseen = bandit.looked_at(run), bandit.unseen(run)
    told = left_out(count, len(project.checked_modules), "bandit")
    if unseen:
        told = (*told, f"what bandit finds in {counted(unseen, 'line')}, by nosec")
    leg = _judged(run, found, config, today)
    return replace(leg, looked_at={"files": count}, left_out=told)


def judge_pip_audit(run: ToolRun, config: Config, today: date) -> Leg:
    """Turn pip-audit's output into a leg, skipped when nothing could be audited."""
    if not run.stdout and (why := OUT_OF_REACH.search(run.stderr)):
        return skipped("pip-audit", config, f"no advisories: {why[1]}", run)
    audit = pip_audit.audit(run)
    if audit.passed_over and not audit.audited:
        return skipped(
            "pip-audit", config, f"no advisories: {audit.passed_over[0]}", run
        )
    told = [_passed_over(reason) for reason in audit.passed_over]
    leg = _judged(run, [*audit.findings, *told], config, today)
    return replace(leg, looked_at={"packages": audit.audited})


def _passed_over(reason: str) -> Finding:
    return Finding("pip-audit", "unaudited", reason, Severity.LOW, blocks=False)


def judge_safety(run: ToolRun, config: Config, today: date) -> Leg:
    """Turn Safety's saved report into a leg, skipped when it had no advisories."""
    if not run.reports and (why := OUT_OF_REACH.search(run.stderr)):
        return skipped("safety", config, f"no advisories: {why[1]}", run)
    leg = _judged(run, safety.findings(run), config, today)
    return replace(leg, looked_at={"packages": safety.looked_at(run)})


def skipped(tool: str, config: Config, why: str, run: ToolRun | None = None) -> Leg:
    """Return the leg of a tool that could not look; red where it is required."""
    required = tool in config.security_required
    leg = replace(Leg.skipped(STAGE, tool, (tool,), why), required=required)
    return replace(leg, seconds=run.seconds, log=run.log) if run else leg


def _judged(run: ToolRun, found: Iterable[Finding], config: Config, today: date) -> Leg:
    threshold, entries = config.security_severity, config.security_ignore
    findings = (weighed(each, threshold, entries, today) for each in found)
    return replace(
        Leg.found(STAGE, run.tool, (run.tool,), findings),
        seconds=run.seconds,
        log=run.log,
        required=run.tool in config.security_required,
    )
