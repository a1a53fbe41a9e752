"""What follows from all legs together?"""

from dataclasses import replace

import pytest

from pipeline.core.verdict import Leg, Outcome, Run, Verdict, judged, weighed
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


def test_a_gate_that_is_not_required_is_never_red_even_when_skipped() -> None:
    """Neither failed nor skipped."""
    (advisory,) = weighed([leg("build", Verdict.SKIPPED)], required=("test",))
    assert not advisory.is_red


def test_findings_of_several_legs_are_said_once() -> None:
    """The same test fails on each Python."""
    run = Run((leg(findings=(FINDING,)), leg("test", findings=(FINDING,))))
    assert (FINDING,) == run.findings


@pytest.mark.parametrize(
    ("blocks", "verdict"),
    [
        ((), Verdict.PASSED),
        ((False,), Verdict.PASSED),
        ((False, True), Verdict.FAILED),
    ],
)
def test_one_finding_that_blocks_is_enough(
    blocks: tuple[bool, ...], verdict: Verdict
) -> None:
    """What does not block is only told."""
    assert verdict is judged([replace(FINDING, blocks=each) for each in blocks])
