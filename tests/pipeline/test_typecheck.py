"""What does mypy say? The outputs are real ones."""

from dataclasses import replace

import pytest

from pipeline.core import typecheck
from pipeline.core.errors import ToolOutputError
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, data, places, ran

MYPY = data("mypy.txt")
REMARK = "pyproject.toml: note: unused section(s): module = ['gone.*']\n"
TYPE = MYPY.splitlines(keepends=True)[0]
NOTE = TYPE.replace('"error"', '"note"')
PLUGIN = (
    '{"file": "pyproject.toml", "line": 1, "column": 0, "message": '
    '"Error importing plugin", "hint": null, "code": "misc", "severity": "error"}\n'
)
DUPLICATE = (
    '{"file": "/src/b/m.py", "line": -1, "column": -1, "message": "Duplicate module", '
    '"hint": "See the documentation", "code": null, "severity": "error"}\n'
)


def test_errors_are_findings_with_their_place() -> None:
    """Lines and columns count from one, as editors do."""
    leg = typecheck.judge(ran("mypy", 1, MYPY))
    assert Verdict.FAILED is leg.verdict
    assert [
        "import-untyped shop/net.py:1:1",
        "no-any-return shop/tabs.py:2:2",
        "name-defined shop/tabs.py:2:17",
        "assignment shop/ünï.py:4:10",
    ] == places(list(leg.findings))


def test_a_hint_that_mends_the_error_is_part_of_it() -> None:
    """The command, without the pages of advice behind it."""
    first = typecheck.judge(ran("mypy", 1, MYPY)).findings[0]
    expected = (
        'Library stubs not installed for "requests"; '
        '"python3 -m pip install types-requests"'
    )
    assert expected == first.message


@pytest.mark.parametrize(
    ("run", "place"),
    [
        pytest.param(
            ran("mypy", 2, TYPE.replace("assignment", "syntax")),
            "syntax shop/ünï.py:4:10",
            id="a syntax error ends with 2",
        ),
        pytest.param(
            ran("mypy", 1, TYPE + NOTE), "assignment shop/ünï.py:4:10", id="with a note"
        ),
        pytest.param(
            ran("mypy", 2, stderr=PLUGIN), "misc pyproject.toml:1:1", id="settings"
        ),
        pytest.param(ran("mypy", 2, DUPLICATE), " b/m.py", id="no line and no code"),
    ],
)
def test_an_error_is_one_finding(run: ToolRun, place: str) -> None:
    """Wherever and however mypy says it."""
    leg = typecheck.judge(run)
    assert Verdict.FAILED is leg.verdict
    assert [place] == places(list(leg.findings))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("mypy", 0), id="silence"),
        pytest.param(ran("mypy", 0, REMARK), id="a remark on the settings"),
        pytest.param(ran("mypy", 0, NOTE), id="a note"),
    ],
)
def test_without_an_error_it_passes(run: ToolRun) -> None:
    """With exit code 0 only."""
    assert Verdict.PASSED is typecheck.judge(run).verdict


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("mypy", 2, stderr="Cannot read file"), id="no such file"),
        pytest.param(ran("mypy", 1), id="red without a reason"),
        pytest.param(ran("mypy", 0, TYPE), id="green with an error"),
        pytest.param(ran("mypy", 1, "Found 1 error in 1 file\n"), id="no JSON"),
        pytest.param(ran("mypy", 1, NOTE), id="notes alone are no reason"),
        pytest.param(ran("mypy", 1, TYPE[:40]), id="half a line"),
        pytest.param(ran("mypy", 1, '{"severity": "error"}'), id="half an error"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError, match="could not understand mypy"):
        typecheck.judge(run)


def test_mypy_sees_the_code_with_the_packages_of_the_target() -> None:
    """Not those of its own environment."""
    command = typecheck.command(PROJECT, "/env/python")
    assert "--python-executable=/env/python" in command
    assert "shop" == command[-1]


def test_folders_without_init_are_named_as_they_are_imported() -> None:
    """Else mypy finds each module twice, by two names."""
    option = "--explicit-package-bases"
    assert option not in typecheck.command(PROJECT, "python")
    assert option in typecheck.command(replace(PROJECT, namespace=True), "python")
