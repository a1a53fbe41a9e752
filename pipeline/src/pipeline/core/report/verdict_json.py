"""Write the verdict as JSON, by docs/verdict.schema.json."""

from typing import Final

from pipeline.core.findings import Finding
from pipeline.core.verdict import Leg, Run

SCHEMA_VERSION: Final = 1

Json = dict[str, object]


def document(run: Run, coverage: float | None) -> Json:
    """Return the content of verdict.json."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "outcome": run.outcome.value,
        "coverage": None if coverage is None else round(coverage, 2),
        "legs": [_leg(leg) for leg in run.legs],
        "errors": dict(run.errors),
    }


def _leg(leg: Leg) -> Json:
    return {
        "stage": leg.stage,
        "leg": leg.name,
        "verdict": leg.verdict.value,
        "red": leg.is_red,
        "required": leg.required,
        "reason": leg.reason,
        "lookedAt": dict(leg.looked_at),
        "leftOut": list(leg.left_out),
        "tools": list(leg.tools),
        "findings": [_finding(finding) for finding in leg.findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "tool": finding.tool,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "blocks": finding.blocks,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
    }
