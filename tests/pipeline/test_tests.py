"""What do the tests of one leg, and their coverage, say?"""

import json

import pytest

from pipeline.core import test as policy
from pipeline.core.config import Config
from pipeline.core.errors import ProjectError, ToolOutputError
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, ran

GREEN = (
    "<testsuites><testsuite>"
    '<testcase classname="t" name="a" time="0.1"/></testsuite></testsuites>'
)
RED = GREEN.replace(
    "/></testsuite>",
    '><failure message="assert 1 == 2&#10;more"/></testcase></testsuite>',
)


def coverage(
    percent: float, lines: tuple[int, ...] = (1,), missing: tuple[int, ...] = ()
) -> str:
    """Return a coverage report, cut down to what is read."""
    entry = {"executed_lines": lines, "missing_lines": missing}
    return json.dumps(
        {"totals": {"percent_covered": percent}, "files": {"a.py": entry}}
    )


def finished(exit_code: int, junit: str = GREEN, percent: float = 95.0) -> ToolRun:
    """Return a finished run of pytest."""
    return ran("python", exit_code, junit_xml=junit, coverage_json=coverage(percent))


def verdict(run: ToolRun, threshold: float = 80) -> Verdict:
    """Judge with a threshold."""
    return policy.judge("3.12", run, Config(coverage_threshold=threshold)).verdict


def test_passing_tests_with_enough_coverage_pass() -> None:
    """Both count."""
    assert Verdict.PASSED is verdict(finished(0))


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


@pytest.mark.parametrize("exit_code", sorted(policy.TROUBLE))
def test_a_run_that_did_not_end_well_is_red(exit_code: int) -> None:
    """No test collected, an interruption or a crash tested nothing."""
    leg = policy.judge("3.12", ran("python", exit_code), Config())
    assert Verdict.FAILED is leg.verdict
    assert policy.TROUBLE[exit_code] == leg.reason


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(finished(0, RED), id="green with a failure"),
        pytest.param(finished(1, GREEN), id="red without a failure"),
        pytest.param(ran("python", 0), id="no report"),
    ],
)
def test_reports_that_contradict_the_exit_code_are_no_verdict(run: ToolRun) -> None:
    """Something else went wrong."""
    with pytest.raises(ToolOutputError):
        verdict(run)


def test_the_matrix_is_the_project_s_or_one_of_it() -> None:
    """A version that the classifiers do not name is refused."""
    assert ("3.11", "3.12") == policy.matrix(PROJECT, None)
    assert ("3.11",) == policy.matrix(PROJECT, "3.11")
    with pytest.raises(ProjectError, match="'3.10': the classifiers name 3.11, 3.12"):
        policy.matrix(PROJECT, "3.10")


def test_legs_are_combined_by_what_any_of_them_reached() -> None:
    """A line that only one Python runs is covered."""
    first = coverage(50, lines=(1, 2), missing=(3, 4))
    second = coverage(50, lines=(1, 3), missing=(2, 4))
    assert 75 == policy.combined([first, second])
    assert policy.combined([]) is None
