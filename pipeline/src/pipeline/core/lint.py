"""Formatting, import order and style: what Black, isort and flake8 say."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, judged

TOOLS: Final = ("black", "isort", "flake8")
FLAKE8_FORMAT: Final = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"


def commands(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return how each tool checks the code and its tests."""
    paths = (*project.code, *project.tests)
    return (
        ("black", "--check", *paths),
        ("isort", "--check-only", *paths),
        ("flake8", f"--format={FLAKE8_FORMAT}", *paths),
    )


def fixes(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return the commands that mend what they can."""
    paths = (*project.code, *project.tests)
    return (("isort", *paths), ("black", *paths))


def judge(runs: Sequence[ToolRun]) -> Leg:
    """Turn the three tools' output into a leg."""
    parsers = {"black": black, "isort": isort, "flake8": flake8}
    findings = in_order(f for run in runs for f in parsers[run.tool](run))
    return Leg(
        stage="lint",
        name="",
        verdict=judged(findings),
        tools=tuple(run.tool for run in runs),
        findings=findings,
        seconds=max(run.seconds for run in runs),
        log="\n".join(run.log for run in runs),
    )


def black(run: ToolRun) -> list[Finding]:
    """Read Black: 1 means it would reformat, 123 that it could not parse."""
    found = [
        _finding(run, "format", path, "Black would reformat it")
        for path in re.findall(r"(?m)^would reformat (.+)$", run.stderr)
    ]
    found += [
        _finding(run, "syntax", path, "Black cannot parse it", line)
        for path, line in re.findall(
            r"(?m)^error: cannot (?:parse|format):? (.+?)(?::(\d+):\d+|: .*)$",
            run.stderr,
        )
    ]
    return _agreed(run, found, failing=(1, 123))


def isort(run: ToolRun) -> list[Finding]:
    """Read isort: 1 means that imports are out of order."""
    found = [
        _finding(run, "order", _relative(path), "imports are out of order")
        for path in re.findall(r"(?m)^ERROR: (.+?) Imports are incorrectly", run.stderr)
    ]
    return _agreed(run, found, failing=(1,))


def flake8(run: ToolRun) -> list[Finding]:
    """Read flake8's lines: path, row, column, code and text between tabs."""
    found = []
    for line in run.stdout.splitlines():
        fields = line.split("\t")
        if len(fields) != 5:
            raise run.not_understood(f"{line!r} is no finding")
        path, row, column, code, text = fields
        place = _relative(path), int(row), int(column)
        found.append(Finding("flake8", code, text, Severity.LOW, *place))
    return _agreed(run, found, failing=(1,))


def _agreed(
    run: ToolRun, found: list[Finding], failing: tuple[int, ...]
) -> list[Finding]:
    """Return the findings if the exit code says the same; else it is no verdict."""
    expected = run.exit_code in failing if found else run.exit_code == 0
    if not expected:
        raise run.not_understood(
            f"exit code {run.exit_code} with {len(found)} findings"
        )
    return found


def _finding(run: ToolRun, rule: str, path: str, why: str, line: str = "") -> Finding:
    row = int(line) if line else None
    return Finding(run.tool, rule, why, Severity.LOW, _relative(path), row)


def _relative(path: str) -> str:
    """Leave out the folder that the source is mounted at."""
    return path.removeprefix("/src/").removeprefix("./")
