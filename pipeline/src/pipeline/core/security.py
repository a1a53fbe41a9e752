"""Unsafe code and vulnerable dependencies: what Bandit, pip-audit and Safety say."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pipeline.core.config import Config
from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict, judged

LOCKED: Final = "/locked.txt"
PIP_AUDIT: Final = (
    "pip-audit",
    f"--requirement={LOCKED}",
    "--no-deps",
    "--disable-pip",
    "--format=json",
    "--progress-spinner=off",
)
# How pip-audit ends when its advisory service does not answer.
OUT_OF_REACH: Final = re.compile(
    r"(?m)^(?:requests\.exceptions\.\w+|pip_audit\._service\.\S+): (.{1,200})"
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


def bandit_command(project: Project) -> tuple[str, ...]:
    """Return how Bandit reads the code."""
    return ("bandit", "--format=json", "--quiet", "--recursive", *project.code)


def judge_bandit(run: ToolRun, config: Config, today: date) -> Leg:
    """Turn Bandit's output into a leg."""
    return _judged(run, bandit(run), config, today)


def judge_pip_audit(run: ToolRun, config: Config, today: date) -> Leg:
    """Turn pip-audit's output into a leg, skipped when nothing could be audited."""
    if out_of_reach := OUT_OF_REACH.search(run.stderr) if not run.stdout else None:
        return skipped("pip-audit", config, f"no advisories: {out_of_reach[1]}", run)
    audited, unaudited = pip_audit(run)
    if unaudited and not audited:
        return skipped(
            "pip-audit", config, f"no advisories: {unaudited[0].message}", run
        )
    found = [finding for findings in audited.values() for finding in findings]
    return _judged(run, [*found, *unaudited], config, today)


def judge_safety(run: ToolRun, config: Config, today: date) -> Leg:
    """Turn Safety's saved report into a leg."""
    return _judged(run, safety(run), config, today)


def skipped(tool: str, config: Config, why: str, run: ToolRun | None = None) -> Leg:
    """Return the leg of a tool that could not look; red where it is required."""
    return Leg(
        stage="security",
        name=tool,
        verdict=Verdict.SKIPPED,
        tools=(tool,),
        reason=why,
        seconds=run.seconds if run else 0.0,
        log=run.log if run else f"skipped: {why}\n",
        required=tool in config.security_required,
    )


def _judged(run: ToolRun, found: Iterable[Finding], config: Config, today: date) -> Leg:
    findings = in_order(_weighed(finding, config, today) for finding in found)
    return Leg(
        stage="security",
        name=run.tool,
        verdict=judged(findings),
        tools=(run.tool,),
        findings=findings,
        seconds=run.seconds,
        log=run.log,
        required=run.tool in config.security_required,
    )


def _weighed(finding: Finding, config: Config, today: date) -> Finding:
    """Decide whether a finding blocks: bad enough, and not ignored, or no longer."""
    blocks = finding.blocks and finding.severity.reaches(config.security_severity)
    for ignored in config.security_ignore:
        if ignored.id == finding.rule and ignored.expires >= today:
            said = (
                f"{finding.message} (ignored until {ignored.expires}: {ignored.reason})"
            )
            return replace(finding, blocks=False, message=said)
        if ignored.id == finding.rule:
            said = f"{finding.message} (was ignored until {ignored.expires})"
            return replace(finding, blocks=blocks, message=said)
    return replace(finding, blocks=blocks)


def bandit(run: ToolRun) -> list[Finding]:
    """Read Bandit's JSON. It passes over files that it cannot parse: we do not."""
    document = _json(run, run.stdout)
    found = [
        Finding(
            tool="bandit",
            rule=result["test_id"],
            message=result["issue_text"],
            severity=Severity(result["issue_severity"].lower()),
            path=result["filename"].removeprefix("./"),
            line=result["line_number"],
            column=result["col_offset"] + 1,
        )
        for result in document["results"]
    ]
    unread = [
        Finding("bandit", "unreadable", e["reason"], Severity.HIGH, e["filename"])
        for e in document["errors"]
    ]
    if run.exit_code != (1 if found else 0):
        raise run.not_understood(f"exit code {run.exit_code}, {len(found)} findings")
    return found + unread


def pip_audit(run: ToolRun) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """Return each audited package's findings, and one for each it could not audit."""
    audited: dict[str, list[Finding]] = {}
    unaudited = []
    if run.exit_code not in (0, 1):
        raise run.not_understood(f"exit code {run.exit_code}")
    for package in _json(run, run.stdout)["dependencies"]:
        if reason := package.get("skip_reason"):
            unaudited.append(_unaudited(reason))
        else:
            vulnerable = [_advisory(package, found) for found in package["vulns"]]
            audited[package["name"]] = vulnerable
    if run.exit_code != (1 if any(audited.values()) else 0):
        raise run.not_understood(f"exit code {run.exit_code} does not fit its report")
    return audited, unaudited


def _unaudited(reason: str) -> Finding:
    return Finding("pip-audit", "unaudited", reason, Severity.LOW, blocks=False)


def _advisory(package: dict[str, Any], found: dict[str, Any]) -> Finding:
    fixed = ", ".join(found["fix_versions"]) or "no version yet"
    name = f"{package['name']} {package['version']}"
    # pip-audit knows no severities; what it lists is taken for bad.
    return Finding("pip-audit", found["id"], f"{name}: fixed in {fixed}", Severity.HIGH)


def safety(run: ToolRun) -> list[Finding]:
    """Read Safety's saved report; 64 is its exit code for findings."""
    document = _json(run, run.report("safety.json"))
    found = _scanned(document) if "scan_results" in document else _checked(document)
    if run.exit_code != (64 if found else 0):
        raise run.not_understood(f"exit code {run.exit_code}, {len(found)} findings")
    return found


def _checked(document: Any) -> list[Finding]:
    """Read the report of `safety check`, which works with a database of ours."""
    return [
        _vulnerable(
            str(entry["vulnerability_id"]),
            f"{entry['package_name']} {entry['analyzed_version']}: {entry['advisory']}",
        )
        for entry in document["vulnerabilities"]
    ]


def _scanned(document: Any) -> list[Finding]:
    """Read the report of `safety scan`, which asks Safety's service."""
    return [
        _vulnerable(str(known["id"]), f"{specification['raw']}: vulnerable")
        for project in document["scan_results"]["projects"]
        for file in project["files"]
        for dependency in file["results"]["dependencies"]
        for specification in dependency["specifications"]
        for known in specification["vulnerabilities"]["known_vulnerabilities"]
        if not known["ignored"]
    ]


def _vulnerable(advisory: str, message: str) -> Finding:
    return Finding("safety", advisory, message, Severity.HIGH)


def _json(run: ToolRun, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise run.not_understood(f"its output is no JSON ({error})") from error
