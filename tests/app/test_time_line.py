"""Where the marks of the time line lie."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.board.time_line import TimeLine, time_line
from app.domain.deployment import Environment, Status
from app.domain.paging import Cursor
from app.store.entries import Entry, Page
from tests.app.examples import DEPLOYMENT, NOON, report


def drawn(entries: Sequence[Entry], until: datetime, days: int) -> TimeLine:
    """Return the time line of all entries."""
    pages = {
        each: Page(
            tuple(e for e in entries if e.deployment.environment is each), next=None
        )
        for each in Environment
    }
    return time_line(pages, until, days)


def test_a_report_lies_at_its_time_in_the_lane_of_its_environment() -> None:
    """From the left edge to the right one."""
    staging = replace(DEPLOYMENT, environment=Environment.STAGING)
    newest_first = [
        Entry(2, staging),
        Entry(1, replace(DEPLOYMENT, time=NOON - timedelta(days=7))),
    ]
    line = drawn(newest_first, NOON, days=14)

    assert [(1, 480, 20), (2, 960, 60)] == [(m.entry, m.x, m.y) for m in line.marks]
    assert ["dev", "staging", "production"] == [lane.environment for lane in line.lanes]


def test_the_way_it_ended_lies_over_the_way_it_began() -> None:
    """On a line of two weeks they are at the same place."""
    began, ended = (report("a", each, 1) for each in (Status.STARTED, Status.HEALTHY))
    until = NOON + timedelta(minutes=2)
    line = drawn([Entry(2, ended), Entry(1, began)], until, days=14)

    assert ["started", "healthy"] == [mark.status for mark in line.marks]


def test_what_lies_outside_the_line_is_left_out() -> None:
    """Reports of a clock that is ahead would lie beside the picture."""
    newest_first = [Entry(1, replace(DEPLOYMENT, time=NOON + timedelta(minutes=1)))]

    assert () == drawn(newest_first, NOON, days=14).marks


def test_each_day_of_the_line_begins_with_a_tick() -> None:
    """At midnight."""
    line = drawn([], NOON, days=2)

    assert [(240, "28 Feb"), (720, "01 Mar")] == [
        (tick.x, tick.label) for tick in line.ticks
    ]


def test_a_lane_with_too_many_reports_says_where_it_begins() -> None:
    """It is cut, and the others are not."""
    oldest = replace(DEPLOYMENT, time=NOON - timedelta(days=7))
    cut = Page((Entry(2, DEPLOYMENT), Entry(1, oldest)), Cursor(oldest.time, 1))
    whole = Page(
        (Entry(3, replace(DEPLOYMENT, environment=Environment.STAGING)),), None
    )
    pages = {Environment.DEV: cut, Environment.STAGING: whole}
    dev, staging = time_line(pages, NOON, days=14).lanes

    assert (480, "2026-02-22 12:00:00 UTC") == (dev.from_x, dev.since)
    assert (0, None) == (staging.from_x, staging.since)
