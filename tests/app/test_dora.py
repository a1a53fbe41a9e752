"""What the four DORA figures say of a series of reports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.bands import Band
from app.domain.deployment import Deployment, Environment, Status
from app.domain.dora import READERS, Day, Dora, Window
from app.domain.fields import Complaint, InvalidFields, build
from app.store import figures
from app.store.ledger import Ledger
from tests.app.examples import DEPLOYMENT, NOON, refill, report

A, B, C = ("sha256:" + letter * 64 for letter in "abc")
UNTIL = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = Window(Environment.DEV, 7)
DAY = 24 * 60


class Measuring:
    """A ledger that is emptied for each measurement."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __call__(
        self, *reports: Deployment, window: Window = WEEK, until: datetime = UNTIL
    ) -> Dora:
        """Return the figures of a week until the day after the examples."""
        refill(self.ledger, reports)
        return figures.dora(self.ledger, window, until)


@pytest.fixture(name="measured")
def _measured(memory: Ledger) -> Measuring:
    return Measuring(memory)


def minutes(number: float) -> timedelta:
    """Return a duration."""
    return timedelta(minutes=number)


def test_a_window_without_reports_has_no_figures(measured: Measuring) -> None:
    """Nothing was deployed, so nothing can be said of how well that went."""
    assert measured() == Dora(
        environment=Environment.DEV,
        since=datetime(2026, 2, 23, 12, tzinfo=UTC),
        until=UNTIL,
        deployments=0,
        per_day=0.0,
        lead_time=None,
        change_failure_rate=None,
        time_to_restore=None,
        days=tuple(
            Day(date(2026, 2, 23) + timedelta(days=day), 0, 0) for day in range(8)
        ),
    )


def test_a_digest_is_deployed_once_it_is_healthy(measured: Measuring) -> None:
    """A rollout that has only started is no deployment yet."""
    assert 0 == measured(report(A, Status.STARTED)).deployments
    assert 1 == measured(report(A, Status.HEALTHY)).deployments


def test_the_frequency_is_deployments_a_day(measured: Measuring) -> None:
    """Over the whole window, days without any included."""
    found = measured(report(A, Status.HEALTHY), report(B, Status.HEALTHY, 1))

    assert (2, 2 / 7) == (found.deployments, found.per_day)


def test_a_digest_that_comes_back_is_no_new_deployment(measured: Measuring) -> None:
    """Going back to an earlier release restores the service, but changes nothing."""
    found = measured(
        report(A, Status.HEALTHY), report(B, Status.HEALTHY), report(A, Status.HEALTHY)
    )

    assert 2 == found.deployments


def test_a_digest_from_before_the_window_is_no_change_in_it(
    measured: Measuring,
) -> None:
    """Neither a deployment nor a failure of one, and those after it still count."""
    found = measured(
        report(A, Status.HEALTHY, -40 * DAY),
        report(A, Status.HEALTHY),
        report(A, Status.DEGRADED, 1),
        report(B, Status.HEALTHY, 2),
    )

    assert (1, 0.0) == (found.deployments, found.change_failure_rate)


@pytest.mark.parametrize(
    ("reports", "rate"),
    [
        pytest.param([(A, Status.STARTED)], None, id="nothing has ended yet"),
        pytest.param([(A, Status.HEALTHY)], 0.0, id="all went well"),
        pytest.param([(A, Status.DEGRADED)], 1.0, id="never healthy"),
        pytest.param([(A, Status.ROLLED_BACK)], 1.0, id="rolled back at once"),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.ROLLED_BACK)], 1.0, id="rolled back later"
        ),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.DEGRADED), (A, Status.ROLLED_BACK)],
            1.0,
            id="two failures of one change",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (B, Status.DEGRADED)], 0.5, id="one of two fails"
        ),
        pytest.param(
            [(A, Status.HEALTHY), (B, Status.HEALTHY), (C, Status.ROLLED_BACK)],
            1 / 3,
            id="one of three fails",
        ),
    ],
)
def test_the_failure_rate_is_of_the_changes_that_have_ended(
    measured: Measuring, reports: list[tuple[str, Status]], rate: float | None
) -> None:
    """However often one of them failed."""
    assert rate == measured(*(report(*each) for each in reports)).change_failure_rate


def elsewhere(commit: str, minute: float) -> Deployment:
    """Return the first report of a commit in another environment."""
    begun = report("sha256:" + "e" * 64, Status.STARTED)
    return replace(
        begun,
        environment=Environment.STAGING,
        commit=commit,
        time=NOON + minutes(minute),
    )


def test_the_lead_time_runs_from_the_commit(measured: Measuring) -> None:
    """Its time is told by a pipeline, whenever and wherever that reports."""
    told = replace(elsewhere(DEPLOYMENT.commit, 500), committed=NOON - minutes(45))

    assert minutes(55) == measured(report(A, Status.HEALTHY, 10), told).lead_time


def test_without_the_commit_s_time_it_runs_from_the_first_report(
    measured: Measuring,
) -> None:
    """Wherever that was: a commit comes to production by way of dev."""
    found = measured(
        report(A, Status.STARTED, 9),
        report(A, Status.HEALTHY, 10),
        report(A, Status.HEALTHY, 90),
        elsewhere(DEPLOYMENT.commit, -20),
    )

    assert minutes(30) == found.lead_time


def test_a_commit_that_nobody_has_seen_before_takes_no_time(
    measured: Measuring,
) -> None:
    """Its first report is the one that says it serves."""
    assert timedelta(0) == measured(report(A, Status.HEALTHY)).lead_time


def test_a_clock_that_is_ahead_takes_no_time_away(measured: Measuring) -> None:
    """Nothing was there before it was committed."""
    ahead = replace(report(A, Status.HEALTHY), committed=NOON + minutes(1))

    assert timedelta(0) == measured(ahead).lead_time


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        pytest.param([30], 30, id="of one it is that one"),
        pytest.param([30, 10], 20, id="of two it lies between them"),
        pytest.param([500, 1, 3], 3, id="of three it is the middle one"),
    ],
)
def test_the_lead_time_is_the_median(
    measured: Measuring, lasted: list[int], expected: int
) -> None:
    """One slow change does not hide many fast ones."""
    healthy = [
        replace(
            report(digest, Status.HEALTHY, 600),
            commit=digest,
            committed=NOON + minutes(600 - long),
        )
        for digest, long in zip((A, B, C), lasted)
    ]

    assert minutes(expected) == measured(*healthy).lead_time


@pytest.mark.parametrize(
    ("reports", "lasted"),
    [
        pytest.param([(A, Status.DEGRADED)], None, id="what never served"),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.DEGRADED)], None, id="a failure that lasts"
        ),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.DEGRADED), (A, Status.HEALTHY)],
            1,
            id="a release that recovers",
        ),
        pytest.param(
            [
                (A, Status.HEALTHY),
                (A, Status.DEGRADED),
                (A, Status.DEGRADED),
                (A, Status.HEALTHY),
            ],
            2,
            id="a failure that is reported twice",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.DEGRADED), (B, Status.HEALTHY)],
            1,
            id="another release that takes over",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.DEGRADED), (A, Status.ROLLED_BACK)],
            1,
            id="a rollback of what failed",
        ),
        pytest.param(
            [
                (A, Status.HEALTHY),
                (A, Status.DEGRADED),
                (B, Status.ROLLED_BACK),
                (A, Status.HEALTHY),
            ],
            2,
            id="a rollback of something else in between",
        ),
        pytest.param(
            [
                (A, Status.HEALTHY),
                (A, Status.DEGRADED),
                (A, Status.STARTED),
                (A, Status.HEALTHY),
            ],
            2,
            id="a restart in between",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (B, Status.DEGRADED), (A, Status.HEALTHY)],
            None,
            id="a candidate that fails",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (A, Status.ROLLED_BACK)],
            None,
            id="a rollback without a failure",
        ),
        pytest.param(
            [
                (A, Status.HEALTHY),
                (A, Status.DEGRADED),
                (A, Status.HEALTHY),
                (A, Status.STARTED),
                (A, Status.HEALTHY),
                (A, Status.DEGRADED),
                (A, Status.STARTED),
                (A, Status.STARTED),
                (B, Status.HEALTHY),
            ],
            2,
            id="two failures, of one minute and of three",
        ),
    ],
)
def test_the_time_to_restore_counts_for(
    measured: Measuring, reports: list[tuple[str, Status]], lasted: int | None
) -> None:
    """From the first bad report of what served until something serves well again."""
    timed = [report(*each, minute) for minute, each in enumerate(reports)]
    expected = None if lasted is None else minutes(lasted)

    assert expected == measured(*timed).time_to_restore


def test_each_day_has_its_deployments_and_those_that_failed(
    measured: Measuring,
) -> None:
    """A failure counts on the day of the change that failed, whenever it did."""
    day = 24 * 60
    found = measured(
        report(A, Status.HEALTHY, -2 * day),
        report(B, Status.HEALTHY, -2 * day + 1),
        report(A, Status.DEGRADED, -day),
        report(A, Status.ROLLED_BACK, 0),
        report(C, Status.HEALTHY, day - 1),
    )

    assert [
        (each.day, each.deployments, each.failures) for each in found.days[-4:]
    ] == [
        (date(2026, 2, 27), 2, 1),
        (date(2026, 2, 28), 0, 0),
        (date(2026, 3, 1), 0, 0),
        (date(2026, 3, 2), 1, 0),
    ]


def test_each_day_has_the_medians_of_what_ended_on_it(measured: Measuring) -> None:
    """So that one can see when it got slower."""
    day, hour = 24 * 60, 60
    found = measured(
        report(A, Status.HEALTHY, -2 * day),
        report(A, Status.DEGRADED, -day),
        report(B, Status.HEALTHY, -day + 3 * hour),
        elsewhere(DEPLOYMENT.commit, -3 * day),
    )

    assert [(each.lead_time, each.time_to_restore) for each in found.days[-4:-1]] == [
        (timedelta(days=1), None),
        (timedelta(days=2, hours=3), timedelta(hours=3)),
        (None, None),
    ]


@pytest.mark.parametrize("days", [1, 30, 365])
def test_the_days_are_those_that_the_window_touches(
    measured: Measuring, days: int
) -> None:
    """In their order, the first and the last one in part."""
    found = measured(window=Window(Environment.DEV, days))

    assert days + 1 == len(found.days)
    assert (found.since.date(), found.until.date()) == (
        found.days[0].day,
        found.days[-1].day,
    )
    assert sorted(each.day for each in found.days) == [each.day for each in found.days]


def test_a_window_is_of_production_and_thirty_days_unless_asked() -> None:
    """What most people want to know."""
    assert Window(Environment.PRODUCTION, 30) == build(Window, READERS, {})


@pytest.mark.parametrize("days", ["1", "365"])
def test_a_window_may_be_chosen(days: str) -> None:
    """Up to a year of any environment."""
    asked = {"environment": "staging", "days": days}

    assert Window(Environment.STAGING, int(days)) == build(Window, READERS, asked)


@pytest.mark.parametrize("days", ["0", "366", "a week", "-1", ""])
def test_a_window_is_refused_of(days: str) -> None:
    """The rule says what is possible."""
    with pytest.raises(InvalidFields) as refusal:
        build(Window, READERS, {"days": days})

    rule = "must be a whole number from 1 to 365"
    assert (Complaint("days", rule),) == refusal.value.complaints


def test_an_incident_counts_of_what_has_been_healthy_for_long(
    measured: Measuring,
) -> None:
    """A window begins with what served before it."""
    found = measured(
        report(A, Status.HEALTHY, -40 * DAY),
        report(A, Status.DEGRADED, -3 * DAY),
        report(A, Status.HEALTHY, -3 * DAY + 60),
    )

    assert minutes(60) == found.time_to_restore


def test_an_incident_that_began_before_the_window_is_as_long_as_it_was(
    measured: Measuring,
) -> None:
    """It counts in the window in which it ended."""
    told = (
        report(A, Status.HEALTHY, -40 * DAY),
        report(A, Status.DEGRADED, -8 * DAY),
        report(A, Status.DEGRADED, -7 * DAY),
        report(A, Status.HEALTHY, -DAY),
    )

    assert timedelta(days=7) == measured(*told).time_to_restore
    assert measured(*told, until=NOON - timedelta(days=2)).time_to_restore is None


def test_a_deployment_across_the_edge_counts_once(measured: Measuring) -> None:
    """In the window in which it became healthy."""
    told = report(A, Status.STARTED, -8 * DAY), report(A, Status.HEALTHY, -5 * DAY)
    edge = NOON - timedelta(days=7)
    windows = [measured(*told, until=until) for until in (edge, UNTIL)]

    assert [0, 1] == [each.deployments for each in windows]
    assert [None, 0.0] == [each.change_failure_rate for each in windows]


def test_after_a_rollback_the_release_before_serves(measured: Measuring) -> None:
    """What happens to it is an incident, though nobody said that it is back."""
    found = measured(
        report(A, Status.HEALTHY, 0),
        report(B, Status.HEALTHY, 10),
        report(B, Status.ROLLED_BACK, 20),
        report(A, Status.DEGRADED, 30),
        report(A, Status.HEALTHY, 35),
    )

    assert minutes(5) == found.time_to_restore


def test_each_service_has_figures_of_its_own(measured: Measuring) -> None:
    """Also where they share an environment."""
    other = replace(report(A, Status.HEALTHY), service="shop")
    told = other, report(B, Status.DEGRADED)
    shop = Window(Environment.DEV, 7, "shop")

    found = measured(*told, window=shop)

    assert (1, 0.0) == (found.deployments, found.change_failure_rate)
    assert "shop" == found.service
    assert (0, 1.0) == (
        measured(*told).deployments,
        measured(*told).change_failure_rate,
    )


def test_every_figure_has_its_band(measured: Measuring) -> None:
    """Where there is something to compare."""
    found = measured(
        report(A, Status.HEALTHY, -DAY),
        report(A, Status.DEGRADED, 0),
        report(B, Status.HEALTHY, 90),
    )

    assert {
        "deployment_frequency": Band.HIGH,
        "lead_time": Band.ELITE,
        "change_failure_rate": Band.LOW,
        "time_to_restore": Band.HIGH,
    } == found.bands
    assert {None} == set(measured().bands.values())
