"""Where the bars and marks of plots lie."""

from dataclasses import replace
from datetime import date, timedelta

from app.board import plots
from app.domain.deployment import Environment, Status
from app.domain.dora import Day
from app.store.entries import Entry
from tests.app.examples import DEPLOYMENT, NOON, report

MONDAY = date(2026, 3, 2)


def days(*counts: int) -> list[Day]:
    """Return days on which so much was deployed."""
    return [
        Day(MONDAY + timedelta(days=number), deployments=count)
        for number, count in enumerate(counts)
    ]


def test_the_highest_bar_is_as_high_as_the_plot() -> None:
    """And the others in proportion, standing on the ground."""
    found = plots.deployments(days(2, 4))

    assert [(24, 24), (0, 48)] == [(bar.y, bar.height) for bar in found]
    assert ["02 Mar: 2", "03 Mar: 4"] == [bar.title for bar in found]


def test_a_small_bar_can_still_be_seen() -> None:
    """One is not nothing."""
    assert plots.LEAST == plots.deployments(days(1, 1000))[0].height


def test_a_day_without_anything_has_no_bar() -> None:
    """And keeps its place."""
    (bar,) = plots.deployments(days(0, 0, 1, 0))

    assert 120 == bar.x
    assert () == plots.deployments(days(0, 0))
    assert () == plots.deployments(())


def test_each_figure_plots_its_own() -> None:
    """Failures are not deployments."""
    hour = timedelta(hours=1)
    busy = [Day(MONDAY, 3, 2, hour, 2 * hour)]

    assert ["02 Mar: 3"] == [bar.title for bar in plots.deployments(busy)]
    assert ["02 Mar: 2"] == [bar.title for bar in plots.failures(busy)]
    assert ["02 Mar: 1 hour"] == [bar.title for bar in plots.lead_times(busy)]
    assert ["02 Mar: 2 hours"] == [bar.title for bar in plots.restorations(busy)]


def test_a_report_lies_at_its_time_in_the_lane_of_its_environment() -> None:
    """From the left edge to the right one."""
    staging = replace(DEPLOYMENT, environment=Environment.STAGING)
    newest_first = [
        Entry(2, staging),
        Entry(1, replace(DEPLOYMENT, time=NOON - timedelta(days=7))),
    ]
    line = plots.time_line(newest_first, NOON, days=14)

    assert [(1, 480, 20), (2, 960, 60)] == [(m.entry, m.x, m.y) for m in line.marks]
    assert ["dev", "staging", "production"] == [lane.environment for lane in line.lanes]


def test_the_way_it_ended_lies_over_the_way_it_began() -> None:
    """On a line of two weeks they are at the same place."""
    began, ended = (report("a", each, 1) for each in (Status.STARTED, Status.HEALTHY))
    until = NOON + timedelta(minutes=2)
    line = plots.time_line([Entry(2, ended), Entry(1, began)], until, days=14)

    assert ["started", "healthy"] == [mark.status for mark in line.marks]


def test_what_lies_outside_the_line_is_left_out() -> None:
    """Reports of a clock that is ahead would lie beside the picture."""
    newest_first = [Entry(1, replace(DEPLOYMENT, time=NOON + timedelta(minutes=1)))]

    assert () == plots.time_line(newest_first, NOON, days=14).marks


def test_each_day_of_the_line_begins_with_a_tick() -> None:
    """At midnight."""
    line = plots.time_line([], NOON, days=2)

    assert [(240, "28 Feb"), (720, "01 Mar")] == [
        (tick.x, tick.label) for tick in line.ticks
    ]
