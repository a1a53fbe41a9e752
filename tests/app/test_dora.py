"""What the four DORA figures say of a series of reports."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deployment import Deployment, Environment, Status
from app.domain.dora import READERS, Day, Dora, Past, Window, measure
from app.domain.fields import Complaint, InvalidFields, build
from tests.app.examples import DEPLOYMENT, NOON, report

A, B, C = ("sha256:" + letter * 64 for letter in "abc")
UNTIL = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = Window(Environment.DEV, 7)
NOTHING = Past(frozenset(), {})


def measured(*reports: Deployment, past: Past = NOTHING) -> Dora:
    """Return the figures of a week until the day after the examples."""
    return measure(WEEK, UNTIL, reports, past)


def minutes(number: float) -> timedelta:
    """Return a duration."""
    return timedelta(minutes=number)


def test_a_window_without_reports_has_no_figures() -> None:
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


def test_a_digest_is_deployed_once_it_is_healthy() -> None:
    """A rollout that has only started is no deployment yet."""
    assert 0 == measured(report(A, Status.STARTED)).deployments
    assert 1 == measured(report(A, Status.HEALTHY)).deployments


def test_the_frequency_is_deployments_a_day() -> None:
    """Over the whole window, days without any included."""
    found = measured(report(A, Status.HEALTHY), report(B, Status.HEALTHY, 1))

    assert (2, 2 / 7) == (found.deployments, found.per_day)


def test_a_digest_that_comes_back_is_no_new_deployment() -> None:
    """Going back to an earlier release restores the service, but changes nothing."""
    found = measured(
        report(A, Status.HEALTHY), report(B, Status.HEALTHY), report(A, Status.HEALTHY)
    )

    assert 2 == found.deployments


def test_a_digest_from_before_the_window_is_no_change_in_it() -> None:
    """Neither a deployment nor a failure of one, and those after it still count."""
    found = measured(
        report(A, Status.HEALTHY),
        report(A, Status.DEGRADED, 1),
        report(B, Status.HEALTHY, 2),
        past=Past(frozenset({A}), {}),
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
    reports: list[tuple[str, Status]], rate: float | None
) -> None:
    """However often one of them failed."""
    assert rate == measured(*(report(*each) for each in reports)).change_failure_rate


def test_the_lead_time_runs_from_the_first_report_of_the_commit() -> None:
    """Wherever that was: a commit comes to production by way of dev."""
    found = measured(
        report(A, Status.STARTED, 9),
        report(A, Status.HEALTHY, 10),
        report(A, Status.HEALTHY, 90),
        past=Past(frozenset(), {DEPLOYMENT.commit: NOON - minutes(20)}),
    )

    assert minutes(30) == found.lead_time


def test_a_commit_that_nobody_has_seen_before_takes_no_time() -> None:
    """Its first report is the one that says it serves."""
    assert timedelta(0) == measured(report(A, Status.HEALTHY)).lead_time


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        pytest.param([30], 30, id="of one it is that one"),
        pytest.param([30, 10], 20, id="of two it lies between them"),
        pytest.param([500, 1, 3], 3, id="of three it is the middle one"),
    ],
)
def test_the_lead_time_is_the_median(lasted: list[int], expected: int) -> None:
    """One slow change does not hide many fast ones."""
    healthy = [
        replace(report(digest, Status.HEALTHY, 600), commit=digest)
        for digest, _ in zip((A, B, C), lasted)
    ]
    seen = {
        each.commit: each.time - minutes(long) for each, long in zip(healthy, lasted)
    }

    assert (
        minutes(expected) == measured(*healthy, past=Past(frozenset(), seen)).lead_time
    )


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
    reports: list[tuple[str, Status]], lasted: int | None
) -> None:
    """From the first bad report of what served until something serves well again."""
    timed = [report(*each, minute) for minute, each in enumerate(reports)]
    expected = None if lasted is None else minutes(lasted)

    assert expected == measured(*timed).time_to_restore


def test_each_day_has_its_deployments_and_failures() -> None:
    """A change counts on the day of its first success and of its first failure."""
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
        (date(2026, 2, 27), 2, 0),
        (date(2026, 2, 28), 0, 1),
        (date(2026, 3, 1), 0, 0),
        (date(2026, 3, 2), 1, 0),
    ]


def test_each_day_has_the_medians_of_what_ended_on_it() -> None:
    """So that one can see when it got slower."""
    day, hour = 24 * 60, 60
    found = measured(
        report(A, Status.HEALTHY, -2 * day),
        report(A, Status.DEGRADED, -day),
        report(B, Status.HEALTHY, -day + 3 * hour),
        past=Past(frozenset(), {DEPLOYMENT.commit: NOON - timedelta(days=3)}),
    )

    assert [(each.lead_time, each.time_to_restore) for each in found.days[-4:-1]] == [
        (timedelta(days=1), None),
        (timedelta(days=2, hours=3), timedelta(hours=3)),
        (None, None),
    ]


DIGESTS = st.sampled_from([A, B, C])
TIMES = st.datetimes(
    datetime(2026, 2, 23, 12), datetime(2026, 3, 2, 11, 59), timezones=st.just(UTC)
)
REPORTS = st.lists(
    st.builds(
        replace,
        st.just(DEPLOYMENT),
        digest=DIGESTS,
        commit=st.sampled_from("xyz"),
        status=st.sampled_from(Status),
        time=TIMES,
    ),
    max_size=12,
).map(lambda reports: sorted(reports, key=lambda each: each.time))


def first_seen(reports: list[Deployment]) -> Mapping[str, datetime]:
    """Return when each commit of a series was first reported."""
    return {each.commit: each.time for each in reversed(reports)}


@given(REPORTS, st.frozensets(DIGESTS))
def test_the_figures_agree_with_each_other(
    reports: list[Deployment], known: frozenset[str]
) -> None:
    """Whatever was reported."""
    found = measured(*reports, past=Past(known, first_seen(reports)))
    failures = sum(day.failures for day in found.days)

    assert found.deployments == sum(day.deployments for day in found.days)
    assert found.deployments == round(found.per_day * 7)
    assert found.deployments <= len({A, B, C} - known)
    assert (found.lead_time is None) == (found.deployments == 0)
    assert (found.change_failure_rate is None) == (found.deployments + failures == 0)


@given(REPORTS)
def test_no_figure_is_impossible(reports: list[Deployment]) -> None:
    """A rate is a share, and nothing takes less than no time or more than all."""
    found = measured(*reports, past=Past(frozenset(), first_seen(reports)))

    assert 0 <= (found.change_failure_rate or 0) <= 1
    for lasted in (found.lead_time, found.time_to_restore):
        assert timedelta(0) <= (lasted or timedelta(0)) <= timedelta(days=7)


@given(REPORTS, st.frozensets(DIGESTS))
def test_what_is_known_adds_nothing(
    reports: list[Deployment], known: frozenset[str]
) -> None:
    """Deployments are those of the reports on what is new."""
    new = [each for each in reports if each.digest not in known]

    assert (
        measured(*new).deployments
        == measured(*reports, past=Past(known, {})).deployments
    )


@pytest.mark.parametrize("days", [1, 30, 365])
def test_the_days_are_those_that_the_window_touches(days: int) -> None:
    """In their order, the first and the last one in part."""
    found = measure(Window(Environment.DEV, days), UNTIL, [], NOTHING)

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
