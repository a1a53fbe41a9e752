"""Correct a coverage report: all code counts, and nothing else."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from pipeline.core.document import Node, read
from pipeline.core.project import layout
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.words import counted

REPORT: Final = "coverage.json"
# What our plugin of pytest lists: the statements of each file of the code.
STATEMENTS: Final = "statements.json"
PLUGIN: Final = "pipeline_statements"

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of the code was reached, by file, and what settings leave out."""

    files: Mapping[str, Entry]
    statements: int
    percent: float | None
    left_out: tuple[str, ...]

    @classmethod
    def read(cls, run: ToolRun, project: Project) -> Self:
        """Read the report and what there is to reach.

        A file that the report lacks, and no setting omits, was reached by nobody.
        Tests are no code, wherever they lie.
        """
        report = read(run, run.report(REPORT))["files"].members()
        all_code = read(run, run.report(STATEMENTS)).members()
        tests = layout.within(project.tests, all_code)
        code = {n: node for n, node in all_code.items() if not _is_test(n, tests)}
        omitted = [n for n in code if n not in report and _omits(code[n])]
        nodes = {n: report.get(n) for n in code if n not in omitted}
        files = {n: _entry(nodes[n], code[n]) for n in nodes}
        there, reached = _sums(files.values(), ALL), _sums(files.values(), REACHED)
        return cls(
            files=files,
            statements=_sums(files.values(), ALL[:1]),
            percent=100 * reached / there if there else None,
            left_out=_left_out(files, {n: code[n] for n in omitted}),
        )

    @property
    def report(self) -> str:
        """Return the report as coverage would have written it."""
        return json.dumps({"files": dict(self.files)}, sort_keys=True)


ALL: Final = ("num_statements", "num_branches")
REACHED: Final = ("covered_lines", "covered_branches")


def _is_test(name: str, tests: Iterable[str]) -> bool:
    return name in tests or layout.is_test(name)


def _omits(node: Node) -> bool:
    return node["omitted"].value is True


def _lines(node: Node, name: str) -> list[int]:
    return [int(each.number()) for each in node[name]]


def _entry(report: Node | None, code: Node) -> Entry:
    """Return a file's part of the report, else that nothing of it was reached."""
    if report is not None:
        names = ("executed_lines", "missing_lines", "excluded_lines", "summary")
        branches = ("executed_branches", "missing_branches")
        known = (*names, *(name for name in branches if name in report))
        return {name: report[name].value for name in known}
    missing, excluded = _lines(code, "statements"), _lines(code, "excluded")
    summary = {"num_statements": len(missing), "covered_lines": 0}
    return {
        "executed_lines": [],
        "missing_lines": missing,
        "excluded_lines": excluded,
        "summary": summary,
    }


def _sums(entries: Iterable[Entry], names: Iterable[str]) -> int:
    summaries = [entry["summary"] for entry in entries]
    found = (s.get(name, 0) for s in summaries if isinstance(s, dict) for name in names)
    return sum(int(number) for number in found)


def _left_out(
    files: Mapping[str, Entry], omitted: Mapping[str, Node]
) -> tuple[str, ...]:
    """Say how many statements settings omit, and how many lines comments exclude."""
    said = []
    if omitted:
        lost = sum(len(_lines(node, "statements")) for node in omitted.values())
        where = counted(len(omitted), "file")
        said.append(f"{counted(lost, 'statement')} of {where} by coverage's omit")
    lines = [entry["excluded_lines"] for entry in files.values()]
    excluded = [len(each) for each in lines if isinstance(each, list) and each]
    if excluded:
        where = counted(len(excluded), "file")
        why = "coverage's exclude_lines and pragmas"
        said.append(f"{counted(sum(excluded), 'line')} of {where} by {why}")
    return tuple(said)
