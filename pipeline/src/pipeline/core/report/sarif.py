"""Write findings as SARIF 2.1.0, one document a gate, within a code host's limits."""

import gzip
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
# GitHub refuses a whole upload with more: results of a run, and 10 MB of all its
# documents, compressed. There are ten gates.
MOST_RESULTS: Final = 25_000
MOST_BYTES: Final = 900_000
LONGEST_RULE: Final = 200
LONGEST_MESSAGE: Final = 2000
LEFT_OUT: Final = "pipeline/left-out"

Json = dict[str, object]


def document(gate: str, findings: Sequence[Finding]) -> str:
    """Return the document of one gate; without findings it is a valid empty run.

    The category is the gate's own: a code host refuses two runs of one category, and
    more than twenty runs. What would be too much is left out, the mildest first, and
    a note says so.
    """
    most = MOST_RESULTS - 1
    while True:
        text = _written(gate, findings, most)
        if not most or len(gzip.compress(text.encode(), mtime=0)) <= MOST_BYTES:
            return text
        most = min(most, len(findings)) // 2


def _written(gate: str, findings: Sequence[Finding], most: int) -> str:
    kept = findings if len(findings) <= most else _gravest(findings)[:most]
    rules = {rule: place for place, rule in enumerate(sorted(set(map(_rule_id, kept))))}
    described = [_rule(rule, worst) for rule, worst in _worst(kept).items()]
    results = _results(kept, rules)
    if left := len(findings) - len(kept):
        described.append({"id": LEFT_OUT})
        results.append(_left_out(left, len(rules)))
    run: Json = {
        "tool": {"driver": {"name": f"pipeline {gate}", "rules": described}},
        "automationDetails": {"id": f"pipeline/{gate}/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    content: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _gravest(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (not each.blocks, -each.severity.rank))


def _left_out(number: int, place: int) -> Json:
    said = f"{number} milder findings are left out here; verdict.json has all"
    return {
        "ruleId": LEFT_OUT,
        "ruleIndex": place,
        "level": "note",
        "message": {"text": said},
        "partialFingerprints": {"findingHash/v1": "left-out:1"},
        "locations": [_location(Finding("pipeline", LEFT_OUT, said))],
    }


def _rule_id(finding: Finding) -> str:
    """Return tool and rule; a long one ends with a hash of what is cut off."""
    name = f"{finding.tool}/{finding.rule}" if finding.rule else finding.tool
    if len(name) <= LONGEST_RULE:
        return name
    return f"{name[: LONGEST_RULE - 9]}~{_hash(name)[:8]}"


def _worst(findings: Sequence[Finding]) -> dict[str, Severity]:
    """Return the rules in order, each with the worst that it found."""
    found: dict[str, Severity] = {}
    for each in sorted(findings, key=lambda finding: finding.severity.rank):
        found[_rule_id(each)] = each.severity
    return dict(sorted(found.items()))


def _rule(rule: str, worst: Severity) -> Json:
    """Describe a rule; one of security with a score."""
    tool = rule.partition("/")[0]
    if tool not in (*SECURITY_TOOLS, *SCAN_TOOLS, zizmor.TOOL):
        return {"id": rule}
    properties = {"security-severity": SCORES[worst], "tags": ["security"]}
    return {"id": rule, "properties": properties}


def _results(findings: Sequence[Finding], rules: dict[str, int]) -> list[Json]:
    seen: dict[str, int] = {}
    results = []
    for finding in findings:
        # Lines move; what is said about which file does not. The same thing said
        # twice is told apart by its turn.
        print_ = _fingerprint(finding)
        turn = seen[print_] = seen.get(print_, 0) + 1
        rule = _rule_id(finding)
        result: Json = {
            "ruleId": rule,
            "ruleIndex": rules[rule],
            "level": LEVELS[finding.severity] if finding.blocks else "note",
            "message": {"text": finding.message[:LONGEST_MESSAGE] or rule},
            "partialFingerprints": {"findingHash/v1": f"{print_}:{turn}"},
            "locations": [_location(finding)],
        }
        results.append(result)
    return results


def _fingerprint(finding: Finding) -> str:
    said = "\0".join((finding.tool, finding.rule, finding.path or "", finding.message))
    return _hash(said)[:16]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _location(finding: Finding) -> Json:
    physical: Json = {"artifactLocation": {"uri": quote(finding.path or PROJECT)}}
    # Some tools count from 0 where they know no line; SARIF counts from 1.
    if finding.line is not None and finding.line > 0:
        region: Json = {"startLine": finding.line}
        if finding.column is not None and finding.column > 0:
            region["startColumn"] = finding.column
        physical["region"] = region
    return {"physicalLocation": physical}
