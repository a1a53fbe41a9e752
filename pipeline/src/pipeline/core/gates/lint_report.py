"""Parse what Black, isort and flake8 print, with the files that each has counted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates import ruff
from pipeline.core.tool import ToolRun, relative

# Counts and formats are ours, whatever the repository's settings say.
BLACK: Final = ("black", "--check", "--verbose")
ISORT: Final = (
    *("isort", "--check-only", "--verbose"),
    *("--format-error={error}: {message}", "--format-success={success}: {message}"),
)
FLAKE8: Final = (
    "flake8",
    "--format=%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s",
    "--color=never",
    "--no-show-source",
    "--output-file=",
    "--benchmark",
)
FLAKE8_LINE: Final = re.compile(r"(?m)^(.+?)\t(\d+)\t(\d+)\t(\w+)\t(.*)$")
FLAKE8_COUNT: Final = re.compile(r"(?m)^(\d+)\s+total files processed$")
WOULD_REFORMAT: Final = re.compile(r"(?m)^would reformat (.+)$")
UNREADABLE: Final = re.compile(
    r"(?m)^error: cannot (?:parse|format):? (.+?)(?::(\d+):\d+|: .*)$"
)
BLACK_COUNTS: Final = re.compile(
    r"(\d+) files? would (?:be reformatted|be left unchanged|fail to reformat)"
)
BLACK_NOTHING: Final = "No Python files are present to be formatted."
OUT_OF_ORDER: Final = re.compile(r"(?m)^ERROR: (.+?) Imports are incorrectly")
IN_ORDER: Final = re.compile(r"(?m)^SUCCESS: (.+) Everything Looks Good!$")
# Of what they print, what differs from run to run, or stands there for each file that
# is as it should be.
TIMES: Final = re.compile(r"(?m)^\S+\s+(?:seconds elapsed|.+ per second)\n")
WELL: Final = re.compile(r"(?m)^.+(?: good job\.| since last run\.)\n")
IGNORED: Final = re.compile(r"(?m)^.+ ignored: .+$")
SKIPPED: Final = re.compile(r"(?m)^.+ was skipped as .+$")


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


def _black_count(run: ToolRun) -> int | None:
    if BLACK_NOTHING in run.stderr:
        return 0
    last = run.stderr.strip().rpartition("\n")[2]
    numbers = [int(number) for number in BLACK_COUNTS.findall(last)]
    return sum(numbers) if numbers else None


def _isort_count(run: ToolRun) -> int:
    good, bad = IN_ORDER.findall(run.stdout), OUT_OF_ORDER.findall(run.stderr)
    return len({*good, *bad})


def _flake8_count(run: ToolRun) -> int | None:
    numbers = FLAKE8_COUNT.findall(run.stdout)
    return int(numbers[-1]) if numbers else None


PARSERS: Final[Mapping[str, Callable[[ToolRun], list[Finding]]]] = {
    "black": black,
    "isort": isort,
    "flake8": flake8,
    ruff.TOOL: ruff.findings,
}
# How many files each has looked at; None where it ended without its count.
COUNTS: Final[Mapping[str, Callable[[ToolRun], int | None]]] = {
    "black": _black_count,
    "isort": _isort_count,
    "flake8": _flake8_count,
    ruff.TOOL: ruff.looked_at,
}


def steady(run: ToolRun) -> ToolRun:
    """Leave out what varies, and sort the rest: files are looked at in any order."""
    if run.tool == ruff.TOOL:
        return ruff.steady(run)
    if run.tool == "flake8":
        return replace(run, stdout=TIMES.sub("", run.stdout))
    if run.tool == "isort":
        skipped = sorted(SKIPPED.findall(run.stdout))
        said = sorted(run.stderr.splitlines())
        return replace(run, stdout="\n".join(skipped), stderr="\n".join(said))
    before, *said = re.split(
        r"(?m)^(?=would reformat |error: )", WELL.sub("", run.stderr)
    )
    last = said or [before]
    summary = last[-1].rpartition("\n\n")[2]
    last[-1] = last[-1].removesuffix(summary)
    ignored = sorted(IGNORED.findall(before))
    blocks = sorted(block.strip("\n") for block in said)
    return replace(run, stderr="\n".join([*ignored, *blocks, "", summary]))
