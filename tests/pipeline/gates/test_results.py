"""Does a run of pytest prove that it looked? Code of the repository is part of it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.gates import suite
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import ran, results
from tests.pipeline.gates.hostile import HOSTILE
from tests.test_structure import MODULE

PLUGINS = MODULE / "tools" / "pytest"
LAUNCHER = (suite.LAUNCHER, str(PLUGINS / "pipeline_pytest.py"))
CASE = '<testcase classname="t" name="a"/>'
TWO = f"<testsuites>{CASE}{CASE}</testsuites>"
ONE_RED = TWO.replace("/></", "><failure message='no'/></testcase></")


def said(leg: Leg) -> list[str]:
    """Return what is red."""
    return [finding.message for finding in leg.findings if finding.blocks]


def judged(exit_code: int, junit: str, lines: str) -> Leg:
    """Judge a run with its report and what the plugin wrote."""
    run = ran("python", exit_code, junit_xml=junit, results_jsonl=lines)
    return suite.judge("test", run, {})


def test_tests_are_counted_and_so_is_what_became_of_the_others() -> None:
    """The count is the plugin's."""
    cases = f"<testsuites>{CASE * 4}</testsuites>"
    lines = results("", "", "Skipped", "XFailed", collected=7)
    leg = judged(0, cases, lines)
    assert Verdict.PASSED is leg.verdict
    assert "3 tests, 3 deselected, 1 skipped, 1 xfailed" == leg.said


def test_an_error_that_the_report_keeps_back_is_red() -> None:
    """A conftest may turn reports of failures into others."""
    leg = judged(0, TWO, results("", "AssertionError"))
    (red,) = said(leg)
    assert "1 test raised errors, and the report tells of 0: t.py::test_1" in red


def test_a_test_that_the_report_lacks_is_red() -> None:
    """It may be a report that somebody has written beforehand."""
    leg = judged(0, f"<testsuites>{CASE}</testsuites>", results("", ""))
    assert ["2 tests ran, and the report tells of 1"] == said(leg)


def test_a_test_that_was_kept_and_never_ran_is_red() -> None:
    """A hook may say that it has seen to it."""
    leg = judged(0, TWO, results("", "", kept=3))
    assert ["1 test never ran, although nothing left them out"] == said(leg)


def test_a_run_that_stops_at_the_first_failure_contradicts_nothing() -> None:
    """By its own settings."""
    leg = judged(1, ONE_RED, results("", "AssertionError", kept=9))
    assert ["t::a: no"] == said(leg)


def test_of_a_test_that_ran_again_the_last_attempt_counts() -> None:
    """Plugins repeat what fails now and then."""
    lines = results("AssertionError").splitlines()[:-1] + results("").splitlines()
    assert Verdict.PASSED is judged(0, TWO, "\n".join(lines) + "\n").verdict


@pytest.mark.parametrize("exit_code", [0, 1])
def test_a_run_that_ended_before_its_end_is_red(exit_code: int) -> None:
    """With the last test that is known of; the report may be anybody's."""
    lines = "\n".join(results("", "").splitlines()[:-1]) + '\n{"test": "t'
    leg = judged(exit_code, TWO, lines)
    assert ["pytest ended before its end; the last test was t.py::test_1"] == said(leg)


def pytest_run(folder: Path, *more: str, **files: str) -> ToolRun:
    """Run pytest as the gate does, on files in a folder."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    reports = folder / "reports"
    words = [
        word.replace(suite.REPORTS, str(reports)).replace(*LAUNCHER)
        for word in suite.command(*more, str(folder))
    ]
    done = subprocess.run(
        [sys.executable, *words[1:], f"--rootdir={folder}"],
        cwd=folder,
        env={"PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        text=True,
    )
    left = {file.name: file.read_text() for file in reports.glob("*.*")}
    return ToolRun("python", done.returncode, done.stdout, done.stderr, left)


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_code_of_the_repository_does_not_turn_a_failure_green(
    code: str, tmp_path: Path
) -> None:
    """Each of these makes pytest end with 0 although a test fails."""
    name = "test_b" if code.startswith("def test_") else "conftest"
    run = pytest_run(tmp_path, **{name: code}, test_a="def test_a(): assert 1 == 2\n")
    assert Verdict.FAILED is suite.judge("test", run, {}).verdict


def test_a_plugin_of_the_same_name_is_not_taken_for_ours(tmp_path: Path) -> None:
    """One at the top of the repository, which tests are to find on their path."""
    told = "def pytest_sessionstart(): raise SystemExit(0)\n"
    files = {"pipeline_results": told, "json": "raise SystemExit(0)\n"}
    run = pytest_run(tmp_path, test_a="import json\ndef test_a(): pass\n", **files)
    leg = suite.judge("test", run, {})
    assert (Verdict.PASSED, "1 test") == (leg.verdict, leg.said), leg


def test_reports_are_those_of_the_end(tmp_path: Path) -> None:
    """Both that somebody changes afterwards, and an end that is told twice."""
    run = pytest_run(tmp_path, test_a="def test_a(): pass\n")
    assert Verdict.PASSED is suite.judge("test", run, {}).verdict
    lines = run.reports["results.jsonl"]
    twice = {"results.jsonl": lines + lines.splitlines()[-1] + "\n"}
    for change in ({"junit.xml": TWO}, twice):
        leg = suite.judge("test", replace(run, reports={**run.reports, **change}), {})
        assert Verdict.FAILED is leg.verdict


MIXED = """
import unittest, pytest
class T(unittest.TestCase):
    def test_skip(self): self.skipTest("why")
    @unittest.expectedFailure
    def test_expected(self): assert 1 == 2
    def test_good(self): pass
@pytest.mark.xfail
def test_x(): assert 1 == 2
def test_imperative(): pytest.xfail("why")
@pytest.mark.skip
def test_s(): pass
"""


def test_what_is_expected_to_fail_and_what_is_skipped_is_no_failure(
    tmp_path: Path,
) -> None:
    """Of pytest and of unittest; what a conftest leaves out is counted."""
    leave = "def pytest_collection_modifyitems(items): del items[-1]\n"
    leg = suite.judge("test", pytest_run(tmp_path, test_a=MIXED, conftest=leave), {})
    assert Verdict.PASSED is leg.verdict, leg
    assert "4 tests, 1 deselected, 1 skipped, 3 xfailed" == leg.said


SAME_NAME = """
import pytest
class Two(pytest.Module):
    def collect(self):
        return [pytest.Function.from_parent(self, name="test_a") for _ in range(2)]
def pytest_pycollect_makemodule(module_path, parent):
    return Two.from_parent(parent, path=module_path)
"""


def test_tests_of_one_name_are_counted_each(tmp_path: Path) -> None:
    """Some plugins make one for each operation of an API."""
    code = "def test_a(): pass\n"
    leg = suite.judge("test", pytest_run(tmp_path, test_a=code, conftest=SAME_NAME), {})
    assert Verdict.PASSED is leg.verdict, leg
    assert "2 tests" == leg.said


def test_the_statements_of_all_code_are_listed(tmp_path: Path) -> None:
    """Whether or not something imports it, and what settings omit or exclude."""
    files = {
        "shop/deep/a.py": "X = 1\n\n\ndef f():\n    return 1\n",
        "shop/old.py": "X = 1\n",
        "shop/bad.py": "def f(:\n",
        "top.py": "X = 1  # pragma: no cover\nY = 1\n",
        ".coveragerc": "[run]\nomit = shop/old*\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    code = ("--pipeline-code=shop", "--pipeline-code=top.py")
    more = ("-p", "pipeline_statements", *code)
    run = pytest_run(tmp_path, *more, test_a="def test_a(): pass\n")
    assert json.loads(run.report("statements.json")) == {
        "shop/deep/a.py": {"statements": [1, 4, 5], "excluded": [], "omitted": False},
        "shop/old.py": {"statements": [1], "excluded": [], "omitted": True},
        "shop/bad.py": {"statements": [], "excluded": [], "omitted": False},
        "top.py": {"statements": [2], "excluded": [1], "omitted": False},
    }
