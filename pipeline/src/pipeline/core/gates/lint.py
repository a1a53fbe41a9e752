"""Judge formatting, import order and style: Black, isort and flake8."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.core.findings import in_order
from pipeline.core.gates import lint_report
from pipeline.core.gates.lint_report import BLACK, COUNTS, FLAKE8, ISORT, PARSERS
from pipeline.core.project import layout
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict, judged
from pipeline.core.words import left_out


def commands(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return how each tool checks the code and its tests."""
    paths = _paths(project)
    return (*BLACK, *paths), (*ISORT, *paths), (*FLAKE8, *paths)


def fixes(project: Project) -> tuple[tuple[str, ...], ...]:
    """Return the commands that mend what they can."""
    paths = _paths(project)
    return (("isort", *paths), ("black", *paths))


def _paths(project: Project) -> tuple[str, ...]:
    """Name each file once: some tools count those twice that are named twice."""
    return layout.outermost((*project.code, *project.tests))


def judge(runs: Sequence[ToolRun], project: Project) -> Leg:
    """Turn the three tools' output into a leg; each has to count its files."""
    findings = in_order(f for run in runs for f in PARSERS[run.tool](run))
    counts = {run.tool: COUNTS[run.tool](run) for run in runs}
    leg = Leg(
        stage="lint",
        name="",
        verdict=judged(findings),
        tools=tuple(run.tool for run in runs),
        findings=findings,
        seconds=max(run.seconds for run in runs),
        log="\n".join(lint_report.steady(run).log for run in runs),
        looked_at={"files": min(count or 0 for count in counts.values())},
        left_out=_left_out(counts, len(project.python)),
    )
    blind = [_blind(tool, count) for tool, count in counts.items() if not count]
    if not blind or leg.verdict is Verdict.FAILED:
        return leg
    return replace(leg, verdict=Verdict.SKIPPED, reason="; ".join(blind))


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
