"""What does a suite say that runs against the composition?"""

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.gates import suite
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import ran, results

CASE = '<testcase classname="t" name="a"/>'
GREEN = f"<testsuites><testsuite>{CASE}{CASE}</testsuite></testsuites>"
RED = GREEN.replace("/></", '><error message="on /: boom"/></testcase></')
SKIPPED = GREEN.replace("/><", "><skipped/></testcase><")
LOGS = {"service": "started\n", "redis": "ready\n"}


def judged(run: ToolRun) -> Leg:
    """Judge a suite whose services said something."""
    return suite.judge("e2e", run, LOGS)


def test_a_green_suite_counts_its_tests() -> None:
    """What the services said does not matter then."""
    run = ran("python", 0, "2 passed", junit_xml=GREEN, results_jsonl=results("", ""))
    leg = judged(run)
    assert (Verdict.PASSED, {"tests": 2}) == (leg.verdict, leg.looked_at)
    assert "started" not in leg.log
    assert run.reports == leg.files


def test_a_red_suite_has_the_logs_of_all_services() -> None:
    """As files of their own, beside what pytest said."""
    said = results("", "AssertionError")
    leg = judged(ran("python", 1, "1 failed", junit_xml=RED, results_jsonl=said))
    assert Verdict.FAILED is leg.verdict
    assert ["t::a: on /: boom"] == [finding.message for finding in leg.findings]
    assert {"logs/service.log": "started\n", "logs/redis.log": "ready\n"} == {
        path: text for path, text in leg.files.items() if path.startswith("logs/")
    }


@pytest.mark.parametrize(
    ("run", "why"),
    [
        pytest.param(ran("python", 5), "no test was collected", id="no test"),
        pytest.param(ran("python", 137), "pytest was killed by signal 9", id="killed"),
        pytest.param(
            ran("python", 0, junit_xml=SKIPPED, results_jsonl=results("Skipped")),
            "every test was skipped, so nothing was tested",
            id="all skipped",
        ),
    ],
)
def test_a_suite_that_tested_nothing_is_red(run: ToolRun, why: str) -> None:
    """It says why."""
    leg = judged(run)
    assert Verdict.FAILED is leg.verdict
    assert [why] == [finding.message for finding in leg.findings]


def test_what_is_no_text_is_kept() -> None:
    """Pictures and traces."""
    reports = {"junit.xml": GREEN, "results.jsonl": results("", "")}
    run = ToolRun("python", 0, reports=reports, artifacts={"a.png": b"P"})
    assert {"a.png": b"P"} == judged(run).artifacts


def test_reports_that_contradict_the_exit_code_are_no_verdict() -> None:
    """Something else went wrong."""
    with pytest.raises(ToolOutputError, match="could not understand python"):
        judged(ran("python", 0, junit_xml=RED, results_jsonl=results("E", "")))


def test_the_reports_are_asked_for() -> None:
    """Where the stage collects them."""
    command = suite.command("tests/e2e")
    assert ("python", suite.LAUNCHER, "-p", "pipeline_results") == command[:4]
    assert "tests/e2e" == command[4]
    assert "--junitxml=/reports/junit.xml" in command
