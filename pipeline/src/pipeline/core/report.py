"""The report bundle: everything a run found, as files. See docs/report.md."""

import json
from typing import Final

from pipeline.core import junit, sarif, summary, test
from pipeline.core.findings import Finding
from pipeline.core.verdict import Leg, Run

SCHEMA_VERSION: Final = 1

Json = dict[str, object]


def bundle(run: Run) -> dict[str, str]:
    """Return the files by path; on one input they differ in times.json only."""
    files: dict[str, str] = {}
    times: Json = {}
    for leg in run.legs:
        files[f"logs/{_file_name(leg)}.log"] = junit.without_times(leg.log)
        times[leg.title] = {"seconds": round(leg.seconds, 3)} | _add_files(leg, files)
    for stage, why in run.errors.items():
        files[f"logs/{stage}.log"] = f"{why}\n"
    for tool in sorted({tool for leg in run.legs for tool in leg.tools}):
        found = [finding for finding in run.findings if finding.tool == tool]
        files[f"sarif/{tool}.sarif"] = sarif.document(tool, found)
    coverage = test.combined(
        [leg.files["coverage.json"] for leg in run.legs if "coverage.json" in leg.files]
    )
    files["verdict.json"] = _written(verdict(run, coverage))
    files["summary.md"] = summary.markdown(run, coverage)
    files["times.json"] = _written(times)
    return dict(sorted(files.items()))


def _add_files(leg: Leg, files: dict[str, str]) -> Json:
    """Add a leg's own files without their times; return the times."""
    folder = f"{leg.stage}/{leg.name}"
    if "coverage.xml" in leg.files:
        files[f"{folder}/coverage.xml"] = junit.coverage(leg.files["coverage.xml"])
    if "junit.xml" not in leg.files:
        return {}
    text, cases = junit.normalised(leg.files["junit.xml"])
    files[f"{folder}/junit.xml"] = text
    return {"tests": cases}


def verdict(run: Run, coverage: float | None) -> Json:
    """Return the machine-readable verdict (docs/verdict.schema.json)."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "outcome": run.outcome.value,
        "coverage": None if coverage is None else round(coverage, 2),
        "legs": [_leg(leg) for leg in run.legs],
        "errors": dict(sorted(run.errors.items())),
    }


def _leg(leg: Leg) -> Json:
    return {
        "stage": leg.stage,
        "leg": leg.name,
        "verdict": leg.verdict.value,
        "red": leg.is_red,
        "required": leg.required,
        "reason": leg.reason,
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


def _file_name(leg: Leg) -> str:
    return f"{leg.stage}-{leg.name}" if leg.name else leg.stage


def _written(content: Json) -> str:
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
