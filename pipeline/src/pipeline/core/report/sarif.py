"""Write findings as SARIF 2.1.0, one document a tool."""

import hashlib
import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import SCAN_TOOLS, SECURITY_TOOLS
from pipeline.core.tools import zizmor

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final = {
    Severity.LOW: "note",
    Severity.MEDIUM: "warning",
    Severity.HIGH: "error",
    Severity.CRITICAL: "error",
}
# Code hosts sort security rules by a score like that of CVSS.
SCORES: Final = {
    Severity.LOW: "3.0",
    Severity.MEDIUM: "5.5",
    Severity.HIGH: "8.0",
    Severity.CRITICAL: "9.5",
}
# Code hosts refuse a whole document for one result without a place, so what
# concerns the project as a whole is put here.
PROJECT: Final = "pyproject.toml"

Json = dict[str, object]


def document(tool: str, findings: Sequence[Finding]) -> str:
    """Return the document of one tool; without findings it is a valid empty run.

    The category is the tool's own: a code host refuses two runs of one category.
    """
    rules = sorted({_rule_id(finding) for finding in findings})
    described = [_rule(rule, tool, findings) for rule in rules]
    run: Json = {
        "tool": {"driver": {"name": tool, "rules": described}},
        "automationDetails": {"id": f"pipeline/{tool}/"},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, rules),
    }
    content: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _rule_id(finding: Finding) -> str:
    return finding.rule or finding.tool


def _rule(rule: str, tool: str, findings: Sequence[Finding]) -> Json:
    """Describe a rule; one of security by the worst that it found."""
    if tool not in (*SECURITY_TOOLS, *SCAN_TOOLS, zizmor.TOOL):
        return {"id": rule}
    found = [finding.severity for finding in findings if _rule_id(finding) == rule]
    worst = max(found, key=lambda severity: severity.rank)
    properties = {"security-severity": SCORES[worst], "tags": ["security"]}
    return {"id": rule, "properties": properties}


def _results(findings: Sequence[Finding], rules: list[str]) -> list[Json]:
    seen: dict[str, int] = {}
    results = []
    for finding in findings:
        # Lines move; what is said about which file does not. The same thing said
        # twice is told apart by its turn.
        print_ = _fingerprint(finding)
        turn = seen[print_] = seen.get(print_, 0) + 1
        result: Json = {
            "ruleId": _rule_id(finding),
            "ruleIndex": rules.index(_rule_id(finding)),
            "level": LEVELS[finding.severity] if finding.blocks else "note",
            "message": {"text": finding.message or _rule_id(finding)},
            "partialFingerprints": {"findingHash/v1": f"{print_}:{turn}"},
            "locations": [_location(finding)],
        }
        results.append(result)
    return results


def _fingerprint(finding: Finding) -> str:
    said = "\0".join((finding.tool, finding.rule, finding.path or "", finding.message))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _location(finding: Finding) -> Json:
    physical: Json = {"artifactLocation": {"uri": quote(finding.path or PROJECT)}}
    # Some tools count from 0 where they know no line; SARIF counts from 1.
    if finding.line is not None and finding.line > 0:
        region: Json = {"startLine": finding.line}
        if finding.column is not None and finding.column > 0:
            region["startColumn"] = finding.column
        physical["region"] = region
    return {"physicalLocation": physical}
