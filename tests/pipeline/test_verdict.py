"""What follows from all legs together?"""

from dataclasses import replace

import pytest

from pipeline.core.verdict import (
    Leg,
    Outcome,
    Run,
    Verdict,
    disabled,
    judged,
    proved,
    unable,
    weighed,
)
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


WAITED = leg("scan", Verdict.SKIPPED, waits_for="build")


@pytest.mark.parametrize(
    ("build", "required", "red"),
    [
        pytest.param([leg("build", Verdict.FAILED)], True, {"build"}, id="red itself"),
        pytest.param([leg("build", Verdict.FAILED)], False, {"scan"}, id="advisory"),
        pytest.param([leg("build")], True, {"scan"}, id="green"),
        pytest.param([], True, {"scan"}, id="no part of the run"),
    ],
)
def test_what_waited_for_a_red_stage_is_not_red_again(
    build: list[Leg], required: bool, red: set[str]
) -> None:
    """But something must be: what nobody looked at is not green."""
    gates = ("scan", "build") if required else ("scan",)
    run = Run(weighed([*build, WAITED], gates))
    assert red == {leg.stage for leg in run.red}


def test_what_failed_is_red_whatever_it_waited_for() -> None:
    """Only what could do nothing is excused."""
    failed = replace(WAITED, verdict=Verdict.FAILED)
    run = Run(weighed([leg("build", Verdict.FAILED), failed], ("scan", "build")))
    assert {"build", "scan"} == {leg.stage for leg in run.red}


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


def test_a_count_of_nothing_is_no_pass() -> None:
    """It is skipped with the reason, so red where it is required."""
    (blind,) = weighed([leg(looked_at={"files": 0}, reason="none")], ["lint"])
    assert Verdict.SKIPPED is blind.verdict
    assert blind.is_red
    assert "nothing was looked at; none" == blind.reason


def test_a_count_of_something_stays_as_it_is() -> None:
    """And what is red stays red."""
    seen = leg(looked_at={"tests": 9, "deselected": 0})
    red = leg(verdict=Verdict.FAILED, looked_at={"files": 0})
    assert [seen, red] == [proved(seen), proved(red)]


def test_a_leg_says_what_was_looked_at_and_what_was_left_out() -> None:
    """In words that people read."""
    counts = {"tests": 412, "deselected": 3, "files": 1}
    seen = leg(looked_at=counts, reason="slow", left_out=("a", "b"))
    assert "412 tests, 3 deselected, 1 file; slow" == seen.said
    assert f"{seen.said}; left out: a; left out: b" == seen.note


ABSENT = leg("build", Verdict.ABSENT, reason="there is no 'Dockerfile'")


def test_what_a_repository_does_not_have_is_not_red() -> None:
    """The last line names it, and nothing else is to be done."""
    run = Run(weighed([leg(), ABSENT], ("lint", "build")))
    assert (Outcome.PASSED, "passed; absent: build") == (run.outcome, run.last_line)


def test_what_somebody_names_as_required_may_not_be_absent() -> None:
    """It is skipped then, with what to add."""
    (build,) = weighed([ABSENT], ("build",), named=("build",))
    assert build.is_red
    assert "required: there is no 'Dockerfile'" == build.reason
    part = replace(ABSENT, required=False)
    assert (part,) == weighed([part], ("build",), named=("build",))


def test_what_has_waited_for_something_absent_is_absent_too() -> None:
    """Unless somebody names it."""
    legs = [ABSENT, WAITED]
    assert [] == [each for each in weighed(legs, ("scan", "build")) if each.is_red]
    red = Run(weighed(legs, ("scan", "build"), named=("scan",))).red
    assert ["scan"] == [each.stage for each in red]


def test_a_stage_with_something_to_look_at_is_not_absent() -> None:
    """Some of its legs may be."""
    legs = (leg("manifests"), leg("manifests", Verdict.ABSENT, name="schemas"))
    assert "passed" == Run(legs).last_line


def test_what_is_not_required_and_could_not_run_stops_nothing() -> None:
    """Its first line is the reason, and all of it is in its log."""
    lame = unable("test", "no disk\n  Traceback")
    run = Run(weighed([leg(), lame], ("lint",)))
    assert Outcome.PASSED is run.outcome
    assert "could not run: no disk" == lame.reason
    assert "Traceback" in lame.log
    assert "it said nothing" in unable("test", " ").reason


def test_a_gate_that_is_switched_off_is_shown() -> None:
    """Nobody forgets what nobody sees."""
    off = disabled("e2e")
    assert not off.is_red
    assert "switched off" in off.reason and "switched off" in off.log
