"""What follows from all legs together?"""

import pytest

from pipeline.core.findings import Severity, in_order
from pipeline.core.verdict import Leg, Outcome, Run, Verdict, weighed
from tests.pipeline.examples import FINDING, leg

RED = leg("test", Verdict.FAILED, name="3.11")


@pytest.mark.parametrize(
    ("legs", "errors", "outcome", "said"),
    [
        pytest.param((leg(),), {}, Outcome.PASSED, "passed", id="green"),
        pytest.param((leg(), RED), {}, Outcome.FAILED, "failed: test (3.11)", id="red"),
        pytest.param(
            (leg("build", Verdict.SKIPPED),),
            {},
            Outcome.FAILED,
            "failed: build",
            id="skipped",
        ),
        pytest.param(
            (leg("security", Verdict.SKIPPED, name="safety", required=False), leg()),
            {},
            Outcome.PASSED,
            "passed",
            id="may be skipped",
        ),
        pytest.param(
            (leg(),),
            {"test": "no disk\nmore"},
            Outcome.COULD_NOT_RUN,
            "could not run: test: no disk",
            id="a stage is missing",
        ),
        pytest.param(
            (RED,),
            {"lint": "no disk"},
            Outcome.FAILED,
            "failed: test (3.11)",
            id="red anyway",
        ),
        pytest.param(
            (),
            {},
            Outcome.COULD_NOT_RUN,
            "could not run: no stage was asked for",
            id="nothing",
        ),
    ],
)
def test_a_run_is_green_only_when_all_of_it_is(
    legs: tuple[Leg, ...], errors: dict[str, str], outcome: Outcome, said: str
) -> None:
    """Red is certain even when a stage is missing; green is not."""
    run = Run(legs, errors)
    assert outcome is run.outcome
    assert said == run.last_line


def test_a_gate_that_is_not_required_is_never_red() -> None:
    """It is shown, and stops nothing."""
    (advisory,) = weighed([RED], required=("lint",))
    assert not advisory.is_red
    (required,) = weighed([RED], required=("test",))
    assert required.is_red


def test_findings_are_sorted_and_said_once() -> None:
    """So that two reports of one input are the same."""
    later = leg(findings=(FINDING,)).findings[0]
    assert (FINDING,) == in_order([later, FINDING])


def test_severities_are_ordered() -> None:
    """From low to critical."""
    assert Severity.HIGH.reaches(Severity.HIGH)
    assert Severity.CRITICAL.reaches(Severity.LOW)
    assert not Severity.LOW.reaches(Severity.MEDIUM)
