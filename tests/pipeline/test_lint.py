"""What do Black, isort and flake8 say? The outputs are real ones."""

import pytest

from pipeline.core import lint
from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Finding
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, ran

BLACK = """\
error: cannot parse: /src/shop/syn.py:1:6
    def f(:
         ^
ParseError: bad input
would reformat /src/shop/b ad.py
would reformat /src/shop/ünï.py

Oh no! 💥 💔 💥
2 files would be reformatted, 1 file would fail to reformat.
"""
ISORT = "ERROR: /src/shop/ünï.py Imports are incorrectly sorted and/or formatted.\n"
FLAKE8 = "./shop/ünï.py\t2\t1\tF401\t'os' imported but unused\n"

CLEAN = [ran("black", 0), ran("isort", 0), ran("flake8", 0)]


def places(findings: list[Finding]) -> list[str]:
    """Return rule and place of each finding."""
    return [f"{finding.rule} {finding.place}" for finding in findings]


def test_black_names_the_files_it_would_change() -> None:
    """Names with spaces and letters of any alphabet, and syntax errors too."""
    found = places(lint.black(ran("black", 123, stderr=BLACK)))
    expected = ["format shop/b ad.py", "format shop/ünï.py", "syntax shop/syn.py:1"]
    assert expected == found


def test_isort_names_the_files_it_would_change() -> None:
    """Relative to the repository."""
    assert ["order shop/ünï.py"] == places(lint.isort(ran("isort", 1, stderr=ISORT)))


def test_flake8_names_rule_and_place() -> None:
    """Line and column count from one."""
    assert ["F401 shop/ünï.py:2:1"] == places(lint.flake8(ran("flake8", 1, FLAKE8)))


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(ran("black", 1), id="black fails and says nothing"),
        pytest.param(ran("black", 0, stderr=BLACK), id="black passes and complains"),
        pytest.param(ran("black", 2, stderr="Usage: black"), id="black called wrongly"),
        pytest.param(ran("isort", 1, stderr="Traceback"), id="isort broke"),
        pytest.param(ran("flake8", 1, "There was a critical error"), id="flake8 broke"),
        pytest.param(ran("flake8", 127, stderr="not found"), id="flake8 is missing"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(broken: ToolRun) -> None:
    """Neither red nor green: the pipeline could not run."""
    others = [run for run in CLEAN if run.tool != broken.tool]
    with pytest.raises(ToolOutputError, match=broken.tool):
        lint.judge([broken, *others])


def test_nothing_found_passes() -> None:
    """Three silent tools are a green leg with their names."""
    leg = lint.judge(CLEAN)
    assert Verdict.PASSED is leg.verdict
    assert ("black", "isort", "flake8") == leg.tools


@pytest.mark.parametrize(
    "red",
    [
        pytest.param(ran("black", 123, stderr=BLACK), id="black"),
        pytest.param(ran("isort", 1, stderr=ISORT), id="isort"),
        pytest.param(ran("flake8", 1, FLAKE8), id="flake8"),
    ],
)
def test_each_tool_alone_turns_the_leg_red(red: ToolRun) -> None:
    """One finding is enough."""
    others = [run for run in CLEAN if run.tool != red.tool]
    assert Verdict.FAILED is lint.judge([red, *others]).verdict


def test_code_and_tests_are_both_looked_at() -> None:
    """By every tool, to check and to fix."""
    for argv in (*lint.commands(PROJECT), *lint.fixes(PROJECT)):
        assert ("shop", "tests") == argv[-2:]
