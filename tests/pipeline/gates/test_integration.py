"""What is the verdict of a suite against the composition?"""

import pytest

from pipeline.core.findings import Finding
from pipeline.core.gates import integration
from pipeline.core.project.config import Config
from pipeline.core.report.bundle import bundle
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Run, Verdict
from tests.pipeline.examples import results

NOTE = Finding("compose", "untranslated", "left out here: restart", blocks=False)
BROKEN = Finding("compose", "exited", "'a' exited with code 1")
LOGS = {"a": "what it said at 12:00\n"}
FILES = ("compose.yaml", "tests/integration/test_a.py")


def judged(exit_code: int, case: str) -> Leg:
    """Judge a run of one test."""
    report = (
        f'<testsuites><testcase classname="t" name="a">{case}</testcase></testsuites>'
    )
    said = results("AssertionError" if case else "")
    reports = {"junit.xml": report, "results.jsonl": said}
    run = ToolRun("python", exit_code, reports=reports, seconds=3)
    return integration.judge(run, LOGS, (NOTE,), ready=2.5)


def test_a_green_suite_passes_with_what_was_left_out() -> None:
    """And says how soon the services were there."""
    leg = judged(0, "")
    assert (Verdict.PASSED, "1 test; ready in 2.5s") == (leg.verdict, leg.said)
    assert (NOTE,) == leg.findings
    assert {"junit.xml", "results.jsonl"} == set(leg.files)


def test_a_red_suite_leaves_the_services_logs_in_the_report() -> None:
    """As files of their own."""
    leg = judged(1, '<failure message="no">E</failure>')
    files = bundle(Run((leg,)))
    assert Verdict.FAILED is leg.verdict
    assert LOGS["a"] == files["integration/logs/a.log"]
    assert "integration/junit.xml" in files


def test_services_that_do_not_run_are_red() -> None:
    """With what they said until then."""
    leg = integration.not_running((NOTE, BROKEN), LOGS, 4)
    assert Verdict.FAILED is leg.verdict
    assert {"logs/a.log": LOGS["a"]} == leg.files
    assert "'a' exited" in leg.log


@pytest.mark.parametrize(
    ("files", "why"),
    [
        pytest.param(FILES, "", id="all there"),
        pytest.param(FILES[1:], "there is no 'compose.yaml'", id="no compose file"),
        pytest.param(FILES[:1], "there is no 'tests/integration'", id="no suite"),
    ],
)
def test_without_a_file_or_a_suite_there_is_nothing_to_do(
    files: tuple[str, ...], why: str
) -> None:
    """That is said, and is red where the gate is required."""
    assert why == integration.missing(Config(), files)
    assert Verdict.SKIPPED is integration.skipped(why).verdict
