"""Judge types: mypy's report."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun, relative
from pipeline.core.verdict import Leg, Verdict
from pipeline.core.words import left_out

CACHE: Final = "/root/.cache/mypy"
# As JSON it would print no summary. The lines are ours, whatever settings say.
OPTIONS: Final = (
    *("--no-pretty", "--show-column-numbers", "--show-error-codes"),
    *("--hide-error-context", "--hide-error-end", "--hide-error-code-links"),
    *("--hide-absolute-path", "--no-color-output", "--error-summary"),
    f"--cache-dir={CACHE}",
)
LINE: Final = re.compile(
    r"(?m)^(?P<path>.+?):(?:(?P<line>\d+):)?(?:(?P<column>\d+):)? "
    r"(?P<kind>error|note): (?P<said>.*?)(?:  \[(?P<code>[\w-]+)\])?$"
)
SUMMARY: Final = re.compile(
    r"(?m)^(?:Success: no issues found in |Found \d+ errors? in \d+ files? \(checked )"
    r"(\d+) source files?"
)
NOTHING: Final = "There are no .py[i] files in "
HINT: Final = "Hint: "


def command(project: Project, python: str) -> tuple[str, ...]:
    """Return how mypy checks the code, with the types that *python* can import."""
    # Without it mypy takes app/routes.py for a module of its own, not app.routes.
    bases = ("--explicit-package-bases",) if project.namespace else ()
    see = f"--python-executable={python}"
    return ("mypy", *OPTIONS, *bases, see, *project.checked)


def judge(run: ToolRun, project: Project) -> Leg:
    """Turn mypy's output into a leg; without its summary it has not passed."""
    leg = Leg.found("typecheck", "", ("mypy",), errors(run))
    leg = replace(leg, seconds=run.seconds, log=run.log)
    count = counted_files(run)
    if count is not None:
        unseen = left_out(count, len(project.checked_modules), "mypy")
        return replace(leg, looked_at={"files": count}, left_out=unseen)
    if leg.verdict is Verdict.FAILED:
        return leg
    return replace(leg, verdict=Verdict.SKIPPED, reason="mypy ended without summary")


def counted_files(run: ToolRun) -> int | None:
    """Count the files that mypy has looked at; None where it does not say."""
    if NOTHING in run.stderr:
        return 0
    numbers = SUMMARY.findall(run.stdout)
    return int(numbers[-1]) if numbers else None


def errors(run: ToolRun) -> list[Finding]:
    """Read one error a line; a hint is part of the error before it.

    Errors of the settings come on stderr. mypy ends with 2 both for a syntax error in
    the code, which is a finding, and for trouble of its own, which is none, as where
    its settings leave out every file.
    """
    if NOTHING in run.stderr:
        return []
    found = list(_found(f"{run.stdout}\n{run.stderr}"))
    run.agrees(len(found), 1, 2)
    return found


def _found(text: str) -> Iterator[Finding]:
    error: Finding | None = None
    for entry in LINE.finditer(text):
        said = entry["said"]
        if entry["kind"] == "error":
            if error:
                yield error
            error = _finding(entry)
        elif error and said.startswith(HINT):
            hint = said.removeprefix(HINT)
            error = replace(error, message=f"{error.message}; {hint}")
    if error:
        yield error


def _finding(entry: re.Match[str]) -> Finding:
    return Finding(
        tool="mypy",
        rule=entry["code"] or "",
        message=entry["said"],
        severity=Severity.MEDIUM,
        path=relative(entry["path"]),
        line=_number(entry["line"]),
        column=_number(entry["column"]),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text else None
