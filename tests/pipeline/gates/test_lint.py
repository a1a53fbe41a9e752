"""What do Black, isort and flake8 say? The outputs are real ones."""

from dataclasses import replace

import pytest

from pipeline.core.errors import Refused, ToolOutputError
from pipeline.core.gates import lint, lint_report
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, data, places, ran

BLACK = data("black.txt")
ISORT = data("isort.txt")
FLAKE8 = data("flake8.txt")

GOOD = "/src/%s already well formatted, good job.\n" * 3
SUCCESS = "SUCCESS: /src/%s Everything Looks Good!\n" * 3
FILES = PROJECT.python
CLEAN = [
    ran(
        "black",
        0,
        stderr=f"{GOOD % FILES}\nAll done! ✨\n3 files would be left unchanged.",
    ),
    ran("isort", 0, f"place_module for os returned STDLIB\n{SUCCESS % FILES}"),
    ran("flake8", 0, "0.2        seconds elapsed\n3          total files processed\n"),
]


def test_black_names_the_files_it_would_change_and_those_it_cannot_read() -> None:
    """Names with spaces, syntax errors and unknown encodings too."""
    assert [
        "format shop/tabs.py",
        "format shop/sub dir/b ad.py",
        "syntax shop/broken.py:1",
        "syntax shop/latin.py",
    ] == places(lint_report.black(ran("black", 123, stderr=BLACK)))


def test_isort_names_the_files_it_would_change() -> None:
    """Relative to the repository."""
    assert ["order shop/ünï.py"] == places(
        lint_report.isort(ran("isort", 1, stderr=ISORT))
    )


def test_flake8_names_rule_and_place_whatever_else_it_is_told_to_print() -> None:
    """The target's own settings add counts and statistics."""
    assert [
        "E999 shop/broken.py:1:8",
        "E231 shop/sub dir/b ad.py:6:26",
        "W191 shop/tabs.py:2:1",
        "F821 shop/tabs.py:2:17",
        "F401 shop/ünï.py:1:1",
        "F401 shop/ünï.py:2:1",
    ] == places(lint_report.flake8(ran("flake8", 1, FLAKE8)))


def test_what_flake8_says_may_hold_tabs() -> None:
    """Only the first four are its own."""
    (finding,) = lint_report.flake8(ran("flake8", 1, "a.py\t1\t2\tE1\tone\ttwo\n"))
    assert "one\ttwo" == finding.message


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(ran("black", 1), id="black fails and says nothing"),
        pytest.param(ran("black", 0, stderr=BLACK), id="black passes and complains"),
        pytest.param(ran("black", 2, stderr="Usage: black"), id="black called wrongly"),
        pytest.param(ran("isort", 1, stderr="Traceback"), id="isort broke"),
        pytest.param(ran("isort", 0, stderr=ISORT), id="isort passes and complains"),
        pytest.param(ran("flake8", 1, "There was a critical error"), id="flake8 broke"),
        pytest.param(ran("flake8", 0, FLAKE8), id="flake8 passes and complains"),
        pytest.param(ran("flake8", 127, stderr="not found"), id="flake8 is missing"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(broken: ToolRun) -> None:
    """Neither red nor green: the pipeline could not run."""
    others = [run for run in CLEAN if run.tool != broken.tool]
    with pytest.raises(ToolOutputError, match=f"could not understand {broken.tool}"):
        lint.judge([broken, *others], PROJECT)


def test_nothing_found_passes() -> None:
    """Three silent tools are a green leg with their names and the longest time."""
    leg = lint.judge(CLEAN, PROJECT)
    assert Verdict.PASSED is leg.verdict
    assert ("black", "isort", "flake8") == leg.tools
    assert 1.5 == leg.seconds


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
    assert Verdict.FAILED is lint.judge([red, *others], PROJECT).verdict


def test_the_log_does_not_depend_on_which_file_was_done_first() -> None:
    """Black works on several at once; its summary stays last."""
    first, second = "would reformat /src/a.py\n", "would reformat /src/b.py\n"
    good = "/src/c.py already well formatted, good job.\n"
    summary = "\nOh no!\n2 files would be reformatted.\n"
    logs = {
        lint.judge([ran("black", 1, stderr=said + summary), *CLEAN[1:]], PROJECT).log
        for said in (first + good + second, good + second + first)
    }
    (log,) = logs
    assert f"exit code 1\n{first}{second}{summary}" in log


def test_the_log_holds_no_times_and_no_line_for_what_is_as_it_should_be() -> None:
    """A run on the same input has the same log."""
    log = lint.judge(CLEAN, PROJECT).log
    assert "elapsed" not in log
    assert "SUCCESS" not in log and "good job" not in log
    assert "3 files would be left unchanged." in log
    assert "3          total files processed" in log


NOTHING = {
    "black": ran("black", 0, stderr="No Python files are present to be formatted. No"),
    "isort": ran("isort", 0, "/src/a.py was skipped as it's listed\nSkipped 3 files\n"),
    "flake8": ran("flake8", 0, "0          total files processed\n"),
}
SOME = {
    "black": ran("black", 0, stderr="All done!\n1 file would be left unchanged."),
    "isort": ran("isort", 0, "SUCCESS: /src/a.py Everything Looks Good!\n"),
    "flake8": ran("flake8", 0, "1          total files processed\n"),
}


@pytest.mark.parametrize("tool", ["black", "isort", "flake8"])
def test_a_tool_that_looked_at_no_file_did_not_pass(tool: str) -> None:
    """Its settings leave out all: it ends with 0, as if all were well."""
    others = [run for run in CLEAN if run.tool != tool]
    leg = lint.judge([NOTHING[tool], *others], PROJECT)
    assert Verdict.SKIPPED is leg.verdict
    assert f"{tool} looked at no file" == leg.reason
    assert {"files": 0} == leg.looked_at
    assert (f"3 of 3 files by {tool}",) == leg.left_out


@pytest.mark.parametrize("tool", ["black", "flake8"])
def test_a_tool_that_ends_without_its_count_did_not_pass(tool: str) -> None:
    """Code of the repository, such as a plugin, may end it with 0."""
    others = [run for run in CLEAN if run.tool != tool]
    leg = lint.judge([ran(tool, 0), *others], PROJECT)
    assert Verdict.SKIPPED is leg.verdict
    assert f"{tool} ended without its count of files" == leg.reason


@pytest.mark.parametrize("tool", ["black", "isort", "flake8"])
def test_files_that_a_tool_s_settings_leave_out_are_counted(tool: str) -> None:
    """Beside those that it has looked at."""
    others = [run for run in CLEAN if run.tool != tool]
    leg = lint.judge([SOME[tool], *others], PROJECT)
    assert Verdict.PASSED is leg.verdict
    assert {"files": 1} == leg.looked_at
    assert (f"2 of 3 files by {tool}",) == leg.left_out


def test_what_blocks_is_red_whatever_was_left_out() -> None:
    """A finding is one, however few files were looked at."""
    red = ran("black", 1, stderr="would reformat a\n")
    assert Verdict.FAILED is lint.judge([red, *CLEAN[1:]], PROJECT).verdict


def test_a_file_is_named_to_the_tools_once() -> None:
    """Where tests lie in the code, and where "." names both."""
    project = replace(PROJECT, code=("shop", "tests"), tests=("tests", "shop/tests"))
    for argv in lint.commands(project):
        assert ("shop", "tests") == argv[-2:]
        assert "shop/tests" not in argv


def test_code_and_tests_are_both_looked_at() -> None:
    """By every tool, to check and to fix."""
    for argv in (*lint.commands(PROJECT), *lint.fixes(PROJECT)):
        assert ("shop", "tests") == argv[-2:]


def test_checks_change_nothing_and_fixes_sort_imports_before_they_format() -> None:
    """Black has the last word on what isort wrote."""
    black, isort, _ = lint.commands(PROJECT)
    assert "--check" in black
    assert "--check-only" in isort
    assert ["isort", "black"] == [argv[0] for argv in lint.fixes(PROJECT)]


def test_a_source_is_fixed_where_it_lies_or_not_at_all() -> None:
    """Changes are written into the repository, whatever source they came from."""
    lint.must_be_the_same("sha256:a", "sha256:a")
    with pytest.raises(Refused, match="could not fix the source: .* --here"):
        lint.must_be_the_same("sha256:a", "sha256:b")
