"""Does the time line tell when each leg ran, in words and to scale?"""

import re

import pytest

from pipeline.core.report.page.time_line import duration, stages
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import leg
from tests.pipeline.report.page.outline import Outline

RUN = Run(
    (
        leg("lint", seconds=10.0),
        leg("test", name="3.11", started=5.0, seconds=35.0),
        leg("test", name="3.12", verdict=Verdict.FAILED, started=5.0, seconds=20.0),
    )
)


def drawn(run: Run) -> str:
    """Return the part of the page."""
    return "\n".join(stages(run))


def bars(run: Run) -> list[tuple[float, float]]:
    """Return where each bar begins and how long it is, in hundredths."""
    pattern = r'<rect x="([\d.]+)%" y="3" width="([\d.]+)%"'
    return [(float(x), float(width)) for x, width in re.findall(pattern, drawn(run))]


def test_bars_lie_on_one_axis() -> None:
    """It ends with the last leg."""
    assert 40 == duration(RUN)
    assert [(0, 25), (12.5, 87.5), (12.5, 50)] == bars(RUN)


def test_a_bar_s_times_stand_in_words() -> None:
    """For those who do not see it."""
    words = Outline(drawn(RUN)).words
    assert "3.12 failed 20.0 s, from 5.0 s on" in words


def test_the_shortest_leg_can_still_be_seen() -> None:
    """Also at the end of the axis."""
    run = Run((leg(seconds=1000.0), leg(started=999.99, seconds=0.01)))
    assert [(0, 100), (99.6, 0.4)] == bars(run)


def test_a_leg_that_did_not_run_has_no_bar() -> None:
    """Nor is there an axis without any."""
    run = Run((leg(verdict=Verdict.SKIPPED, seconds=0.0, reason="no <key>"),))
    assert [] == bars(run)
    assert "skipped no <key>" in Outline(drawn(run)).words
    assert "svg" not in drawn(run)


@pytest.mark.parametrize(
    ("seconds", "marks"),
    [
        pytest.param(0.5, ["0 s", "0.2 s", "0.4 s"], id="half a second"),
        pytest.param(111.2, ["0 s", "30 s", "60 s", "90 s"], id="two minutes"),
        pytest.param(60.0, ["0 s", "20 s", "40 s"], id="no mark at the very end"),
        pytest.param(600.0, ["0 s", "2 min", "4 min", "6 min", "8 min"], id="minutes"),
        pytest.param(86400.0, ["0 s", "240 min"], id="a day"),
    ],
)
def test_the_axis_has_round_marks(seconds: float, marks: list[str]) -> None:
    """A few: they have to fit a phone."""
    found = re.findall(r"<text [^>]*>([^<]+)<", drawn(Run((leg(seconds=seconds),))))
    assert marks == found[: len(marks)]
    assert len(found) <= 6


def test_legs_stand_with_their_stage() -> None:
    """One heading for all Pythons of the tests."""
    assert ["lint", "test"] == re.findall("<h3>(.*?)</h3>", drawn(RUN))


def test_what_stops_no_release_says_so() -> None:
    """Red only where it is required."""
    failed = leg(verdict=Verdict.FAILED)
    shown = leg(verdict=Verdict.FAILED, advisory=True)
    assert "stops no release" not in drawn(Run((failed, leg())))
    assert "stops no release" in drawn(Run((shown,)))


def test_a_stage_that_could_not_run_says_why() -> None:
    """Line by line."""
    run = Run((), {"build": "no <disk>\n  at all"})
    assert "could not run no <disk>\n  at all" in Outline(drawn(run)).words
