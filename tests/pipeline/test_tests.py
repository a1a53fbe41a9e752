"""What do the tests of one leg, and their coverage, say?"""

import json
from dataclasses import replace

import pytest

from pipeline.core import suite
from pipeline.core import test as policy
from pipeline.core.config import Config
from pipeline.core.errors import ProjectError, ToolOutputError
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, data, ran

GREEN = (
    '<testsuites><testsuite><testcase classname="t" name="a" time="0.1"/>'
    "</testsuite></testsuites>"
)
RED = GREEN.replace("/></", '><failure message="assert 1 == 2&#10;more"/></testcase></')
SKIPPED = GREEN.replace("/></", "><skipped/></testcase></")
IMPORT = data("junit-import.xml")


def finished(exit_code: int, junit: str = GREEN, percent: float = 95.0) -> ToolRun:
    """Return a finished run of pytest."""
    coverage = json.dumps({"totals": {"percent_covered": percent}, "files": {}})
    return ran("python", exit_code, junit_xml=junit, coverage_json=coverage)


def verdict(run: ToolRun, threshold: float = 80) -> Verdict:
    """Judge with a threshold."""
    return policy.judge("3.12", run, Config(coverage_threshold=threshold)).verdict


def test_passing_tests_with_enough_coverage_pass() -> None:
    """Both count, and the leg keeps the reports."""
    run = finished(0)
    leg = policy.judge("3.12", run, Config())
    assert Verdict.PASSED is leg.verdict
    assert "coverage 95.00 %" == leg.reason
    assert run.reports == leg.files
    assert ("pytest", "coverage") == leg.tools


def test_a_failing_test_is_red_and_named() -> None:
    """With the first line of what it said."""
    leg = policy.judge("3.12", finished(1, RED), Config())
    assert Verdict.FAILED is leg.verdict
    assert ["t::a: assert 1 == 2"] == [finding.message for finding in leg.findings]


@pytest.mark.parametrize(
    ("percent", "threshold", "expected"),
    [
        pytest.param(80.1, 80, Verdict.PASSED, id="above"),
        pytest.param(80.0, 80, Verdict.FAILED, id="exactly: more is asked for"),
        pytest.param(79.9, 80, Verdict.FAILED, id="below"),
        pytest.param(100, 100, Verdict.PASSED, id="all of it is always enough"),
        pytest.param(0.0, 0, Verdict.FAILED, id="nothing at all"),
    ],
)
def test_coverage_must_be_above_the_threshold(
    percent: float, threshold: float, expected: Verdict
) -> None:
    """More than it, as '> 80 %' says."""
    assert expected is verdict(finished(0, percent=percent), threshold)


def test_tests_that_were_all_skipped_tested_nothing() -> None:
    """pytest ends with 0 for them."""
    assert Verdict.FAILED is verdict(finished(0, SKIPPED))


@pytest.mark.parametrize(
    ("exit_code", "why"),
    [
        *sorted(suite.TROUBLE.items()),
        pytest.param(42, "pytest ended with 42", id="a plugin's own code"),
        pytest.param(139, "pytest was killed by signal 11", id="a crash"),
    ],
)
def test_a_run_that_did_not_end_well_is_red(exit_code: int, why: str) -> None:
    """No test collected, an interruption or a crash tested nothing to the end."""
    for run in (ran("python", exit_code), finished(exit_code)):
        leg = policy.judge("3.12", run, Config())
        assert Verdict.FAILED is leg.verdict
        assert why == leg.reason
        assert [f"{why} [exit-{exit_code}]"] == [str(f) for f in leg.findings]


def test_a_module_that_cannot_be_imported_is_named() -> None:
    """pytest is interrupted by it, and knows why."""
    run = ran("python", 2, junit_xml=IMPORT)
    leg = policy.judge("3.12", run, Config())
    assert [
        "tests/test_b.py:1: tests.test_b: ModuleNotFoundError: No module named 'nope' "
        "[error]"
    ] == [str(finding) for finding in leg.findings]
    assert "pytest was interrupted" == leg.reason


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(finished(0, RED), id="green with a failure"),
        pytest.param(finished(1, GREEN), id="red without a failure"),
        pytest.param(ran("python", 0), id="no report"),
        pytest.param(ran("python", 1, stderr="No module named pytest"), id="no pytest"),
        pytest.param(finished(0, GREEN[:30]), id="half a report"),
        pytest.param(ran("python", 0, junit_xml=GREEN), id="no coverage"),
        pytest.param(
            ran("python", 0, junit_xml=GREEN, coverage_json="{}"), id="empty coverage"
        ),
    ],
)
def test_reports_that_contradict_the_exit_code_are_no_verdict(run: ToolRun) -> None:
    """Something else went wrong."""
    with pytest.raises(ToolOutputError, match="could not understand python"):
        verdict(run)


def test_the_matrix_is_the_project_s_or_one_of_it() -> None:
    """A version that the classifiers do not name is refused."""
    assert ("3.11", "3.12") == policy.matrix(PROJECT, None)
    assert ("3.11",) == policy.matrix(PROJECT, "3.11")
    with pytest.raises(ProjectError, match="'3.10': the classifiers name 3.11, 3.12"):
        policy.matrix(PROJECT, "3.10")


def test_coverage_is_measured_of_the_code_only() -> None:
    """Folders as they are, modules by the name they are imported by."""
    project = replace(PROJECT, code=("src", "app.py", "service/api.py"))
    command = policy.command(project, Config())
    assert {"--cov=src", "--cov=app", "--cov=service.api"} < set(command)
    assert ("python", "-m", "pytest", "tests") == command[:4]


def test_the_target_s_own_threshold_does_not_count() -> None:
    """pytest would end with 1 for it, without a failure."""
    assert "--cov-fail-under=0" in policy.command(PROJECT, Config())


def test_suites_of_other_stages_are_left_to_them() -> None:
    """Unless they are all the tests that there are."""
    ours = policy.command(PROJECT, Config())
    assert {"--ignore=tests/integration", "--ignore=tests/e2e"} < set(ours)
    project = replace(PROJECT, tests=("tests/e2e",))
    assert "--ignore=tests/e2e" not in policy.command(project, Config())


def test_a_packaged_project_is_installed_without_its_dependencies() -> None:
    """They are there already."""
    assert () == policy.install_project(PROJECT)
    install = policy.install_project(replace(PROJECT, packaged=True))
    assert {"--no-deps", "--editable=."} < set(install)
