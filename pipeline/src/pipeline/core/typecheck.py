"""Types: what mypy says."""

import json
from typing import Final

from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, judged

CACHE: Final = "/root/.cache/mypy"
OPTIONS: Final = ("--output=json", "--no-error-summary", f"--cache-dir={CACHE}")


def command(project: Project, python: str) -> tuple[str, ...]:
    """Return how mypy checks the code, with the types that *python* can import."""
    return ("mypy", *OPTIONS, f"--python-executable={python}", *project.code)


def judge(run: ToolRun) -> Leg:
    """Turn mypy's output into a leg."""
    findings = in_order(errors(run))
    return Leg(
        stage="typecheck",
        name="",
        verdict=judged(findings),
        tools=("mypy",),
        findings=findings,
        seconds=run.seconds,
        log=run.log,
    )


def errors(run: ToolRun) -> list[Finding]:
    """Read one JSON object a line; a note is part of the error before it.

    mypy ends with 2 both for a syntax error in the code, which is a finding, and
    for trouble of its own, which prints no JSON and is none.
    """
    found = []
    for line in run.stdout.splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise run.not_understood(f"{line!r} is no finding") from error
        if entry["severity"] == "error":
            found.append(_finding(entry))
    expected = run.exit_code in (1, 2) if found else run.exit_code == 0
    if not expected:
        raise run.not_understood(f"exit code {run.exit_code}, {len(found)} findings")
    return found


def _finding(entry: dict[str, object]) -> Finding:
    return Finding(
        tool="mypy",
        rule=str(entry["code"] or ""),
        message=str(entry["message"]),
        severity=Severity.MEDIUM,
        path=str(entry["file"]),
        line=int(str(entry["line"])),
        column=int(str(entry["column"])) + 1,
    )
