"""How are findings ordered and shown?"""

from dataclasses import replace

import pytest

from pipeline.core.findings import Confidence, Finding, Severity, in_order
from tests.pipeline.examples import FINDING


def test_findings_are_sorted_by_place_and_said_once() -> None:
    """So that two reports of one input are the same."""
    sorted_ones = [
        Finding("z", "z", "z"),
        replace(FINDING, path="a.py", line=None),
        replace(FINDING, path="a.py", line=2, column=9),
        replace(FINDING, path="a.py", line=10, column=None),
        replace(FINDING, path="a.py", line=10, column=1, tool="a"),
        replace(FINDING, path="a.py", line=10, column=1, rule="A"),
        replace(FINDING, path="a.py", line=10, column=1, blocks=False),
        replace(FINDING, path="a.py", line=10, column=1),
        replace(FINDING, path="a.py", line=10, column=1, severity=Severity.HIGH),
        replace(FINDING, path="a.py", line=10, column=1, message="a"),
        replace(FINDING, path="b.py"),
    ]
    twice = [*reversed(sorted_ones), *sorted_ones]
    assert tuple(sorted_ones) == in_order(twice)


@pytest.mark.parametrize("grade", [Severity, Confidence])
def test_grades_are_ordered(grade: type[Severity] | type[Confidence]) -> None:
    """From low to high, and worse."""
    grades = list(grade)
    assert ["low", "medium", "high"] == [each.value for each in grades[:3]]
    for number, each in enumerate(grades):
        reached = [each.reaches(threshold) for threshold in grades]
        assert [number >= other for other in range(len(grades))] == reached


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (FINDING, "a b.py:3:1: 'os' imported but unused [F401]"),
        (replace(FINDING, column=None), "a b.py:3: 'os' imported but unused [F401]"),
        (Finding("mypy", "", "why", path="a.py"), "a.py: why"),
        (Finding("pip-audit", "CVE-1", "why"), "why [CVE-1]"),
    ],
)
def test_a_finding_is_one_line_of_what_is_known(finding: Finding, said: str) -> None:
    """Place, message, rule."""
    assert said == str(finding)
