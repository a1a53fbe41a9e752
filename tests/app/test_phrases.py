"""How the pages say times and shares."""

from datetime import timedelta

import pytest

from app.board import phrases
from tests.app.examples import NOON


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        pytest.param(None, "–", id="nothing"),
        pytest.param(0, "0 seconds", id="no time"),
        pytest.param(1, "1 second", id="one"),
        pytest.param(59.9, "59 seconds", id="almost a minute"),
        pytest.param(60, "1 minute", id="a minute"),
        pytest.param(3725, "1 hour 2 minutes", id="two units"),
        pytest.param(2 * 86400 + 59 * 60, "2 days", id="less than the second unit"),
        pytest.param(90 * 86400, "90 days", id="a quarter"),
    ],
)
def test_a_duration_is_said_in_two_units(seconds: float | None, said: str) -> None:
    """Nobody wants to know the seconds of a week."""
    span = None if seconds is None else timedelta(seconds=seconds)

    assert said == phrases.duration(span)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        pytest.param(timedelta(seconds=-9), "just now", id="clock ahead"),
        pytest.param(timedelta(seconds=59), "just now", id="seconds"),
        pytest.param(timedelta(minutes=1), "1 minute ago", id="a minute"),
        pytest.param(timedelta(hours=23, minutes=59), "23 hours ago", id="hours"),
        pytest.param(timedelta(days=400), "400 days ago", id="more than a year"),
    ],
)
def test_a_time_is_said_by_its_age(past: timedelta, said: str) -> None:
    """In one unit."""
    assert said == phrases.ago(NOON - past, NOON)


@pytest.mark.parametrize(
    ("per_day", "said"),
    [
        pytest.param(0, "none", id="never"),
        pytest.param(1 / 30, "1.0 a month", id="monthly"),
        pytest.param(1 / 7, "1.0 a week", id="weekly"),
        pytest.param(1, "1.0 a day", id="daily"),
        pytest.param(12.34, "12.3 a day", id="often"),
    ],
)
def test_a_rate_is_said_by_the_period_that_fits(per_day: float, said: str) -> None:
    """A number below one says nothing to people."""
    assert said == phrases.rate(per_day)


def test_a_share_is_a_percentage() -> None:
    """And a dash where there was nothing to share."""
    assert ["–", "0%", "12%", "100%"] == [
        phrases.share(part) for part in (None, 0, 0.125, 1)
    ]


def test_a_digest_is_shortened_to_what_people_compare() -> None:
    """Twelve digits, without the name of the hash."""
    assert "abcabcabcabc" == phrases.short("sha256:" + "abc" * 21 + "a")
