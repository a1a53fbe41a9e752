"""Judge formatting, import order and style: Black, isort and flake8, or ruff."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.core.errors import Refused
from pipeline.core.gates import lint_report, ruff
from pipeline.core.gates.lint_report import BLACK, COUNTS, FLAKE8, ISORT, PARSERS
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict
from pipeline.core.words import left_out

ELSEWHERE: Final = (
    "could not fix the source: it is not the repository of the module, and changes are "
    "written into the folder that the command runs in; run it in the source's folder "
    "with --source=. --here, or name where to: "
    "`dagger call fixed --source=DIR export --path=DIR`"
)


def must_be_the_same(source: str, repository: str) -> None:
    """Refuse to fix another source than the repository that is written into.

    Both are digests of folders.
    """
    if source != repository:
        raise Refused(ELSEWHERE)


def commands(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return how each tool checks the code and its tests."""
    paths, linters = project.linted, project.linters
    black = ((*BLACK, *paths),)
    if linters.ruff:
        formats = black if linters.black else ((*ruff.FORMAT, *paths),)
        return (*formats, (*ruff.CHECK, *paths))
    isort, flake8 = (*ISORT, *linters.isort), (*FLAKE8, *linters.flake8)
    return (*black, (*isort, *paths), (*flake8, *paths))


def fixes(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return the commands that fix what they can."""
    paths, linters = project.linted, project.linters
    if not linters.ruff:
        return (("isort", *linters.isort, *paths), ("black", *paths))
    formats = ("black",) if linters.black else ("ruff", "format", "--no-cache")
    fix = ("ruff", "check", "--fix", "--exit-zero", "--no-cache")
    return ((*fix, *paths), (*formats, *paths))


def judge(runs: Sequence[ToolRun], project: Project) -> Leg:
    """Turn the three tools' output into a leg; each has to count its files."""
    findings = (each for run in runs for each in PARSERS[run.tool](run))
    counts = _counts(runs)
    leg = replace(
        Leg.found("lint", "", tuple(counts), findings),
        seconds=max(run.seconds for run in runs),
        log="\n".join(lint_report.steady(run).log for run in runs),
        looked_at={"files": min(count or 0 for count in counts.values())},
        left_out=_left_out(counts, len(project.python)),
    )
    blind = [_blind(tool, count) for tool, count in counts.items() if not count]
    if not blind or leg.verdict is Verdict.FAILED:
        return leg
    return replace(leg, verdict=Verdict.SKIPPED, reason="; ".join(blind))


def _counts(runs: Sequence[ToolRun]) -> dict[str, int | None]:
    """Count the files by tool; of two runs of one the smaller number."""
    counts: dict[str, int | None] = {}
    for run in runs:
        count, before = COUNTS[run.tool](run), counts.get(run.tool, sys.maxsize)
        known = count is not None and before is not None
        counts[run.tool] = min(count or 0, before or 0) if known else None
    return counts


def _blind(tool: str, count: int | None) -> str:
    if count is None:
        return f"{tool} ended without its count of files"
    return f"{tool} looked at no file"


def _left_out(counts: Mapping[str, int | None], files: int) -> tuple[str, ...]:
    """Name tools whose settings, or comments in files, leave some of the files out."""
    known = {tool: count for tool, count in counts.items() if count is not None}
    return tuple(
        said for tool, count in known.items() for said in left_out(count, files, tool)
    )
