"""What does mypy say? The outputs are real ones."""

from dataclasses import replace

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.gates import typecheck
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict, proved
from tests.pipeline.examples import PROJECT, data, places, ran

MYPY = data("mypy.txt")
REMARK = "pyproject.toml: note: unused section(s): module = ['gone.*']\n"
TYPE = MYPY.splitlines(keepends=True)[0]
NOTE = TYPE.replace(" error: ", " note: ")
SUMMARY = "Success: no issues found in 2 source files\n"
STOPPED = "Found 1 error in 1 file (errors prevented further checking)\n"
PLUGIN = 'pyproject.toml:1:1: error: Can\'t find plugin "shop/quiet.py"  [misc]\n'
DUPLICATE = (
    'b/m.py: error: Duplicate module named "m" (also at "/src/a/m.py")\n'
    "b/m.py: note: See the documentation\n"
)
# What mypy ends with where its settings leave out every file.
NOTHING = "There are no .py[i] files in directory 'shop'\n"


def test_errors_are_findings_with_their_place() -> None:
    """Lines and columns count from one, as editors do."""
    leg = typecheck.judge(ran("mypy", 1, MYPY), PROJECT)
    assert Verdict.FAILED is leg.verdict
    assert [
        "import-untyped shop/net.py:1:1",
        "no-any-return shop/tabs.py:2:2",
        "name-defined shop/tabs.py:2:9",
        "assignment shop/ünï.py:4:14",
    ] == places(list(leg.findings))


def test_a_hint_that_mends_the_error_is_part_of_it() -> None:
    """The command, without the pages of advice behind it."""
    first = typecheck.judge(ran("mypy", 1, MYPY), PROJECT).findings[0]
    expected = (
        'Library stubs not installed for "requests"; '
        '"python3 -m pip install types-requests"'
    )
    assert expected == first.message


@pytest.mark.parametrize(
    ("run", "place"),
    [
        pytest.param(
            ran("mypy", 2, TYPE.replace("[assignment]", "[syntax]") + STOPPED),
            "syntax shop/ünï.py:4:14",
            id="a syntax error ends with 2",
        ),
        pytest.param(
            ran("mypy", 1, TYPE + NOTE), "assignment shop/ünï.py:4:14", id="with a note"
        ),
        pytest.param(
            ran("mypy", 2, stderr=PLUGIN), "misc pyproject.toml:1:1", id="settings"
        ),
        pytest.param(ran("mypy", 2, DUPLICATE), " b/m.py", id="no line and no code"),
    ],
)
def test_an_error_is_one_finding(run: ToolRun, place: str) -> None:
    """Wherever and however mypy says it."""
    leg = typecheck.judge(run, PROJECT)
    assert Verdict.FAILED is leg.verdict
    assert [place] == places(list(leg.findings))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("mypy", 0, SUMMARY), id="its summary"),
        pytest.param(ran("mypy", 0, SUMMARY, REMARK), id="a remark on the settings"),
        pytest.param(ran("mypy", 0, NOTE + SUMMARY), id="a note"),
    ],
)
def test_without_an_error_it_passes(run: ToolRun) -> None:
    """With exit code 0 only."""
    assert Verdict.PASSED is typecheck.judge(run, PROJECT).verdict


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("mypy", 2, stderr="Cannot read file"), id="no such file"),
        pytest.param(ran("mypy", 1), id="red without a reason"),
        pytest.param(ran("mypy", 0, TYPE), id="green with an error"),
        pytest.param(ran("mypy", 1, "Found 1 error in 1 file\n"), id="no error"),
        pytest.param(
            ran("mypy", 1, '{"severity": "error"}'), id="JSON by its settings"
        ),
        pytest.param(ran("mypy", 1, NOTE), id="notes alone are no reason"),
        pytest.param(ran("mypy", 1, TYPE[:15]), id="half a line"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError, match="could not understand mypy"):
        typecheck.judge(run, PROJECT)


@pytest.mark.parametrize(
    "said", ["", "\n", NOTE], ids=["silence", "an empty line", "a note"]
)
def test_a_run_without_its_summary_is_no_pass(said: str) -> None:
    """A plugin of the repository may end mypy with 0 before it has begun."""
    leg = typecheck.judge(ran("mypy", 0, said), PROJECT)
    assert Verdict.SKIPPED is leg.verdict
    assert "mypy ended without summary" == leg.reason


def test_files_are_counted_and_those_that_settings_leave_out() -> None:
    """Of green runs and of red ones."""
    leg = typecheck.judge(ran("mypy", 1, MYPY), PROJECT)
    assert ({"files": 4}, ()) == (leg.looked_at, leg.left_out)
    summary = SUMMARY.replace("2 source files", "1 source file")
    leg = typecheck.judge(ran("mypy", 0, summary), PROJECT)
    assert {"files": 1} == leg.looked_at
    assert ("1 of 2 files by mypy",) == leg.left_out


def test_a_run_that_looked_at_no_file_is_no_pass() -> None:
    """Settings that exclude all make mypy end with 2 and no error."""
    leg = proved(typecheck.judge(ran("mypy", 2, stderr=NOTHING), PROJECT))
    assert Verdict.SKIPPED is leg.verdict
    assert "nothing was looked at" == leg.reason


def test_mypy_sees_the_code_with_the_packages_of_the_target() -> None:
    """Not those of its own environment."""
    command = typecheck.command(PROJECT, "/env/python")
    assert "--python-executable=/env/python" in command
    assert "shop" == command[-1]
    more = typecheck.command(replace(PROJECT, also=("scripts",)), "python")
    assert ("shop", "scripts") == more[-2:]


def test_folders_without_init_are_named_as_they_are_imported() -> None:
    """Else mypy finds each module twice, by two names."""
    option = "--explicit-package-bases"
    assert option not in typecheck.command(PROJECT, "python")
    assert option in typecheck.command(replace(PROJECT, namespace=True), "python")
