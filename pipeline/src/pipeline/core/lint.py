"""Formatting, import order and style: what Black, isort and flake8 say."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun, relative
from pipeline.core.verdict import Leg, judged

FLAKE8: Final = (
    "flake8",
    "--format=%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s",
    "--color=never",
    "--no-show-source",
)
FLAKE8_LINE: Final = re.compile(r"(?m)^(.+?)\t(\d+)\t(\d+)\t(\w+)\t(.*)$")
WOULD_REFORMAT: Final = re.compile(r"(?m)^would reformat (.+)$")
UNREADABLE: Final = re.compile(
    r"(?m)^error: cannot (?:parse|format):? (.+?)(?::(\d+):\d+|: .*)$"
)
OUT_OF_ORDER: Final = re.compile(r"(?m)^ERROR: (.+?) Imports are incorrectly")


def commands(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return how each tool checks the code and its tests."""
    paths = (*project.code, *project.tests)
    return (
        ("black", "--check", *paths),
        ("isort", "--check-only", *paths),
        (*FLAKE8, *paths),
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
        log="\n".join(_steady(run).log for run in runs),
    )


def black(run: ToolRun) -> list[Finding]:
    """Read Black: 1 means it would reformat, 123 that it could not parse."""
    found = [
        _finding(run, "format", path, "Black would reformat it")
        for path in WOULD_REFORMAT.findall(run.stderr)
    ]
    found += [
        _finding(run, "syntax", path, "Black cannot parse it", line)
        for path, line in UNREADABLE.findall(run.stderr)
    ]
    run.agrees(len(found), 1, 123)
    return found


def isort(run: ToolRun) -> list[Finding]:
    """Read isort: 1 means that imports are out of order."""
    found = [
        _finding(run, "order", path, "imports are out of order")
        for path in OUT_OF_ORDER.findall(run.stderr)
    ]
    run.agrees(len(found), 1)
    return found


def flake8(run: ToolRun) -> list[Finding]:
    """Read flake8's lines; a target's own settings may add counts and statistics."""
    found = [
        Finding("flake8", code, text, Severity.LOW, relative(path), int(row), int(col))
        for path, row, col, code, text in FLAKE8_LINE.findall(run.stdout)
    ]
    run.agrees(len(found), 1)
    return found


def _finding(run: ToolRun, rule: str, path: str, why: str, line: str = "") -> Finding:
    row = int(line) if line else None
    return Finding(run.tool, rule, why, Severity.LOW, relative(path), row)


def _steady(run: ToolRun) -> ToolRun:
    """Sort what Black and isort say: they work in an order that varies."""
    if run.tool == "flake8":
        return run
    said = re.split(r"(?m)^(?=would reformat |error: |ERROR: )", run.stderr)
    summary = "\n\n" + said[-1].partition("\n\n")[2]
    said[-1] = said[-1].removesuffix(summary)
    blocks = sorted(block.rstrip("\n") for block in said if block)
    return replace(run, stderr="\n".join(blocks) + summary)
