"""Are the DORA figures those of a plain model, whatever was reported, in any order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from app.domain.deployment import Deployment, Environment, Status
from app.domain.dora import Dora, Window
from app.store import figures, schema
from app.store.database import PoolOptions, connect, transaction
from app.store.ledger import Ledger, values
from app.store.tables import commits, deployments, releases
from tests.app import slow_dora
from tests.app.examples import DEPLOYMENT
from tests.app.slow_dora import Slow
from tests.places import Servers

UNTIL = datetime(2026, 3, 29, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
# Few of each, so that they meet: of one moment, across edges, one commit twice.
HOURS = st.integers(0, 21 * 24 - 1).map(lambda hour: UNTIL - timedelta(hours=hour))
EDGES = st.sampled_from([UNTIL - number * WEEK for number in (1, 2, 3)])
REPORT = st.builds(
    replace,
    st.just(DEPLOYMENT),
    environment=st.sampled_from(
        [Environment.PRODUCTION, Environment.PRODUCTION, Environment.DEV]
    ),
    digest=st.sampled_from("abcd"),
    status=st.sampled_from(Status),
    time=HOURS | EDGES,
    committed=st.none() | HOURS,
).map(lambda each: replace(each, commit=f"commit of {min(each.digest, 'c')}"))
REPORTS = st.lists(REPORT, max_size=30)
OFTEN = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(name="ledger", scope="module", params=["sqlite", "postgresql"])
def _ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """A ledger that is emptied for each example."""
    if request.param == "sqlite":
        engine = connect("sqlite://", PoolOptions(size=1))
        schema.upgrade(engine)
        yield Ledger(engine)
        engine.dispose()
        return
    servers: Servers = request.getfixturevalue("servers")
    place = servers.place()
    engine = connect(place.database_url, PoolOptions(size=1))
    yield Ledger(engine)
    engine.dispose()
    servers.remove(place)


def fill(ledger: Ledger, reports: list[Deployment]) -> None:
    """Let these reports be all that there are."""
    with transaction(ledger.engine) as connection:
        for table in (deployments, releases, commits):
            connection.execute(delete(table))
        if reports:
            rows = [values(each) for each in reports]
            connection.execute(insert(deployments), rows)


def dora(ledger: Ledger, days: int, until: datetime) -> Dora:
    """Return what the service says of production."""
    window = Window(Environment.PRODUCTION, days)
    return figures.dora(ledger, window, until)


def rounded(lasted: timedelta | None) -> float | None:
    """Return a duration as precise as it is kept: in milliseconds."""
    return None if lasted is None else round(lasted.total_seconds(), 3)


def summary(found: Dora) -> tuple[object, ...]:
    """Return the four figures."""
    return (
        found.deployments,
        rounded(found.lead_time),
        found.change_failure_rate,
        rounded(found.time_to_restore),
    )


def expected(slow: Slow) -> tuple[object, ...]:
    """Return the four figures of the model."""
    number, lead, rate, restored = slow.figures
    return number, rounded(lead), rate, rounded(restored)


@OFTEN
@given(REPORTS, st.sampled_from([7, 14]))
def test_the_figures_are_those_of_the_model(
    ledger: Ledger, reports: list[Deployment], days: int
) -> None:
    """For whatever was before the window, and however late a report has come."""
    fill(ledger, reports)
    slow = slow_dora.measure(reports, UNTIL - timedelta(days=days), UNTIL)

    assert expected(slow) == summary(dora(ledger, days, UNTIL))


@OFTEN
@given(REPORTS)
def test_the_days_are_those_of_the_model(
    ledger: Ledger, reports: list[Deployment]
) -> None:
    """Each with its own changes and incidents."""
    fill(ledger, reports)
    slow = slow_dora.measure(reports, UNTIL - WEEK, UNTIL)
    for day in dora(ledger, 7, UNTIL).days:
        deployed = [lasted for time, lasted in slow.deployed if time.date() == day.day]
        failed = [bad for time, bad in slow.decided if time.date() == day.day]
        restored = [lasted for time, lasted in slow.restored if time.date() == day.day]

        assert (len(deployed), sum(failed)) == (day.deployments, day.failures)
        assert rounded(slow_dora.middle(deployed)) == rounded(day.lead_time)
        assert rounded(slow_dora.middle(restored)) == rounded(day.time_to_restore)


@OFTEN
@given(REPORTS)
def test_windows_that_follow_each_other_add_up(
    ledger: Ledger, reports: list[Deployment]
) -> None:
    """Nothing at an edge counts twice, and nothing gets lost there."""
    fill(ledger, reports)
    weeks = [dora(ledger, 7, UNTIL - number * WEEK) for number in (1, 0)]
    whole = dora(ledger, 14, UNTIL)

    assert whole.deployments == sum(each.deployments for each in weeks)
    for name in ("deployments", "failures"):
        days = [sum(getattr(day, name) for day in each.days) for each in weeks]
        assert sum(days) == sum(getattr(day, name) for day in whole.days)


@OFTEN
@given(REPORTS)
def test_the_order_of_arrival_matters_only_between_equal_times(
    ledger: Ledger, reports: list[Deployment]
) -> None:
    """A report that comes late counts as if it had come in time."""
    once = list({each.time: each for each in reports}.values())
    fill(ledger, once)
    before = summary(dora(ledger, 14, UNTIL))
    fill(ledger, sorted(once, key=lambda each: each.time))

    assert before == summary(dora(ledger, 14, UNTIL))
