"""Parse what ruff prints, with the files that it has counted."""

import re
from dataclasses import replace
from typing import Final

from pipeline.core.document import read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun, relative

TOOL: Final = "ruff"
FORMAT: Final = ("ruff", "format", "--check", "--output-format=concise", "--no-cache")
CHECK: Final = ("ruff", "check", "--output-format=json", "--verbose", "--no-cache")
CONCISE: Final = re.compile(r"(?m)^(.+?):(\d+):(\d+): ([\w-]+): (.+)$")
FORMATTED: Final = re.compile(
    r"(\d+) files? (?:would be reformatted|already formatted|left unchanged)"
)
CHECKED: Final = re.compile(r"(?m)\[DEBUG\] Checking: (.+\.pyi?)$")
TIMES: Final = re.compile(r"(?m)^\[\d{4}-.*\n?")


def findings(run: ToolRun) -> list[Finding]:
    """Read either of its commands: one prints lines, the other JSON."""
    found = _checked(run) if _is_check(run) else _formatted(run)
    run.agrees(len(found), 1, 2)
    return found


def looked_at(run: ToolRun) -> int | None:
    """Count the files; None where it ended without a count."""
    if _is_check(run):
        return len({*CHECKED.findall(run.stderr)})
    numbers = [int(number) for number in FORMATTED.findall(run.stdout)]
    # Those that it cannot parse are in no count.
    broken = {each.path for each in _formatted(run) if each.rule != "unformatted"}
    return sum(numbers) + len(broken) if numbers or broken else None


def steady(run: ToolRun) -> ToolRun:
    """Leave out what varies from run to run."""
    return replace(run, stderr=TIMES.sub("", run.stderr))


def _is_check(run: ToolRun) -> bool:
    return run.stdout.lstrip().startswith("[")


def _formatted(run: ToolRun) -> list[Finding]:
    return [
        Finding(TOOL, code, said, Severity.LOW, relative(path), int(row), int(column))
        for path, row, column, code, said in CONCISE.findall(run.stdout)
    ]


def _checked(run: ToolRun) -> list[Finding]:
    return [
        Finding(
            tool=TOOL,
            rule=entry["code"].text() if entry["code"].value else "syntax",
            message=entry["message"].text(),
            severity=Severity.LOW,
            path=relative(entry["filename"].text()),
            line=int(entry["location"]["row"].number()),
            column=int(entry["location"]["column"].number()),
        )
        for entry in read(run, run.stdout)
    ]
