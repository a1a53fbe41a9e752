"""How much of the code do the tests reach?"""

import json

import pytest

from pipeline.core.tools import coverage


def report(file: str, executed: list[object], missing: list[object], kind: str) -> str:
    """Return a report with one file, cut down to what is read."""
    lines: dict[str, list[object]] = {"executed_lines": [], "missing_lines": []}
    entry = lines | {f"executed_{kind}": executed, f"missing_{kind}": missing}
    return json.dumps({"files": {file: entry}})


@pytest.mark.parametrize("kind", ["lines", "branches"])
def test_legs_are_combined_by_what_any_of_them_reached(kind: str) -> None:
    """A line or branch that only one Python takes is covered."""
    first = report("a.py", [[1, 2], [2, 3]], [[3, 4], [4, 5]], kind)
    second = report("a.py", [[1, 2], [3, 4]], [[2, 3], [4, 5]], kind)
    assert 75 == coverage.combined([first, second])


def test_files_are_told_apart() -> None:
    """Line 1 of one is not line 1 of the other."""
    first, second = report("a.py", [1], [], "lines"), report("b.py", [], [1], "lines")
    assert 50 == coverage.combined([first, second])


def test_without_code_there_is_no_percentage() -> None:
    """Neither 0 nor 100."""
    assert coverage.combined([]) is None


def test_a_report_loses_the_moment_it_was_made() -> None:
    """And nothing else."""
    text = coverage.normalised('<coverage timestamp="1893456000" line-rate="1"/>')
    assert text.endswith('<coverage line-rate="1" />\n')
