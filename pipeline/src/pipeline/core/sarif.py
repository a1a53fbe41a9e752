"""Findings as SARIF 2.1.0, one document a tool, as code hosts take them."""

import hashlib
import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from pipeline.core.findings import Finding, Severity

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final = {
    Severity.LOW: "note",
    Severity.MEDIUM: "warning",
    Severity.HIGH: "error",
    Severity.CRITICAL: "error",
}

Json = dict[str, object]


def document(tool: str, findings: Sequence[Finding]) -> str:
    """Return the document of one tool; without findings it is a valid empty run.

    The category is the tool's own: a code host refuses two runs of one category.
    """
    rules = sorted({finding.rule for finding in findings})
    run: Json = {
        "tool": {"driver": {"name": tool, "rules": [{"id": rule} for rule in rules]}},
        "automationDetails": {"id": f"pipeline/{tool}/"},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, rules),
    }
    content: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _results(findings: Sequence[Finding], rules: list[str]) -> list[Json]:
    seen: dict[str, int] = {}
    results = []
    for finding in findings:
        # Lines move; what is said about which file does not. The same thing said
        # twice is told apart by its turn.
        print_ = _fingerprint(finding)
        turn = seen[print_] = seen.get(print_, 0) + 1
        result: Json = {
            "ruleId": finding.rule,
            "ruleIndex": rules.index(finding.rule),
            "level": LEVELS[finding.severity] if finding.blocks else "note",
            "message": {"text": finding.message or finding.rule or finding.tool},
            "partialFingerprints": {"findingHash/v1": f"{print_}:{turn}"},
        }
        if finding.path:
            result["locations"] = [_location(finding)]
        results.append(result)
    return results


def _fingerprint(finding: Finding) -> str:
    said = "\0".join((finding.tool, finding.rule, finding.path or "", finding.message))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _location(finding: Finding) -> Json:
    physical: Json = {"artifactLocation": {"uri": quote(finding.path or "")}}
    if finding.line is not None and finding.line > 0:
        region: Json = {"startLine": finding.line}
        if finding.column is not None and finding.column > 0:
            region["startColumn"] = finding.column
        physical["region"] = region
    return {"physicalLocation": physical}
