"""Is the verdict of a run the same, however it was split?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import PartError
from pipeline.core.project.config import GATES
from pipeline.core.report.bundle import bundle
from pipeline.core.spread import part
from pipeline.core.spread.calls import Call, calls
from pipeline.core.spread.merging import Part, merged
from pipeline.core.table import render
from pipeline.core.verdict import Leg, Outcome, Run, Verdict, weighed
from tests.pipeline.examples import FINDING, leg

PYTHONS = ("3.11", "3.12")
CALLS = calls(GATES, PYTHONS)
LINT, BUILD, SCAN = Call("lint"), Call("build"), Call("scan")
T11, T12 = (Call("test", version) for version in PYTHONS)


def named(call: Call) -> tuple[str, ...]:
    """Return the names of a call's legs."""
    return {"test": (call.python,), "security": ("bandit", "safety")}.get(
        call.stage, ("",)
    )


@st.composite
def legs(draw: st.DrawFn) -> tuple[Leg, ...]:
    """Make up what all gates could have found."""
    waits = st.sampled_from(("", "", *GATES))
    return tuple(
        leg(
            call.stage,
            draw(st.sampled_from(Verdict)),
            name=name,
            findings=(FINDING,) if draw(st.booleans()) else (),
            required=draw(st.booleans()),
            waits_for=draw(waits),
            reason="why",
        )
        for call in CALLS
        for name in named(call)
    )


def of(call: Call, legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """Return the legs of a call."""
    own = [each for each in legs if each.stage == call.stage]
    return tuple(e for e in own if not call.python or e.name == call.python)


@given(legs(), st.sets(st.sampled_from(GATES)), st.permutations(CALLS))
def test_the_verdict_is_that_of_one_engine(
    found: tuple[Leg, ...], required: set[str], order: list[Call]
) -> None:
    """Each part is weighed by itself first, and they come in any order."""
    whole = Run(weighed(found, required))
    parts = [
        Part(call, part.parse(part.written(Run(weighed(of(call, found), required)))))
        for call in order
    ]
    run = merged(CALLS, parts, {}, required)
    assert whole == run
    assert render(whole) == render(run)
    assert bundle(whole) == bundle(run)


@given(legs(), st.sets(st.sampled_from(CALLS), min_size=1))
def test_a_missing_part_is_never_green(
    found: tuple[Leg, ...], missing: set[Call]
) -> None:
    """Whether or not anybody knows why it is missing."""
    parts = [Part(c, Run(of(c, found))) for c in CALLS if c not in missing]
    for lost in ({}, dict.fromkeys(missing, "it died")):
        run = merged(CALLS, parts, lost, GATES)
        assert Outcome.PASSED is not run.outcome
        assert {call.stage for call in missing} == set(run.errors)


def green(call: Call) -> Part:
    """Return the part of a call in which all is well."""
    return Part(call, Run(tuple(leg(call.stage, name=name) for name in named(call))))


def test_all_green_is_green() -> None:
    """So the tests above can fail."""
    run = merged(CALLS, map(green, CALLS), {}, GATES)
    assert Outcome.PASSED is run.outcome
    assert [call.stage for call in CALLS if call.stage != "security"] == [
        each.stage for each in run.legs if each.stage != "security"
    ]


def test_red_is_certain_though_another_part_is_missing() -> None:
    """And what is missing is said beside it."""
    red = Part(LINT, Run((leg("lint", Verdict.FAILED),)))
    run = merged((LINT, BUILD), [red], {BUILD: "the engine died"}, GATES)
    assert Outcome.FAILED is run.outcome
    assert {"build": "the engine died"} == run.errors


def test_what_waited_for_a_red_part_is_not_red_itself() -> None:
    """Though its own engine knew nothing of that other part."""
    waited = leg("scan", Verdict.SKIPPED, waits_for="build")
    parts = [
        Part(BUILD, Run((leg("build", Verdict.FAILED),))),
        Part(SCAN, Run(weighed((waited,), GATES))),
    ]
    run = merged((BUILD, SCAN), parts, {}, GATES)
    assert ["build"] == [each.stage for each in run.red]


def test_what_is_not_required_stays_advisory_whatever_a_part_says() -> None:
    """An engine does not decide about policy."""
    failed = replace(leg("lint", Verdict.FAILED), advisory=True)
    run = merged((LINT,), [Part(LINT, Run((failed,)))], {}, GATES)
    assert Outcome.FAILED is run.outcome


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param([green(LINT), green(LINT)], "'lint' was reported", id="twice"),
        pytest.param(
            [Part(LINT, Run((leg(), leg())))], "leg '' twice", id="a leg twice in one"
        ),
        pytest.param([green(SCAN)], "nobody asked for 'scan'", id="not asked for"),
        pytest.param(
            [Part(LINT, Run((leg("typecheck"),)))],
            "'lint' reported on 'typecheck'",
            id="another gate's leg",
        ),
        pytest.param(
            [Part(LINT, Run((), {"build": "?"}))],
            "'lint' reported on 'build'",
            id="another gate's error",
        ),
        pytest.param(
            [Part(T11, Run((leg("test", name="3.12"),)))],
            "'test-3.11' reported on Python '3.12'",
            id="another Python's leg",
        ),
        pytest.param(
            [Part(LINT, Run(()))], "reported neither a leg", id="nothing at all"
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: list[Part], said: str) -> None:
    """There is no verdict at all then: one of them would be the wrong one."""
    with pytest.raises(PartError, match="could not put the parts") as error:
        merged((LINT, T11), parts, {}, GATES)
    assert said in str(error.value)


def test_both_pythons_may_be_missing() -> None:
    """The gate has one line of trouble for each, the same one only once."""
    lost = {T11: "died", T12: "hung"}
    assert {"test": "died\nhung"} == merged((T11, T12), [], lost, GATES).errors
    lost = {T11: "died", T12: "died"}
    assert {"test": "died"} == merged((T11, T12), [], lost, GATES).errors


def test_legs_are_counted_from_the_beginning_of_the_run() -> None:
    """Not from that of their calls."""
    late = Part(LINT, Run((leg(started=2.0),)), began=30.0)
    assert 32.0 == merged((LINT,), [late], {}, GATES).legs[0].started
