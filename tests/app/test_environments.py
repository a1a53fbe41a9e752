"""What runs in an environment after a series of reports."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.deployment import Deployment, Environment, Status
from app.domain.environments import EnvironmentState, Release
from app.store import environments
from app.store.ledger import Ledger
from tests.app import slow_environments
from tests.app.examples import refill, report

A, B, C = ("sha256:" + letter * 64 for letter in "abc")


class Told:
    """A ledger that is emptied before it is told something."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def dev(self, *reports: tuple[str, Status]) -> EnvironmentState:
        """Return the state of dev after reports that came a minute apart."""
        return self.after(
            [report(*each, minute) for minute, each in enumerate(reports)]
        )

    def after(self, reports: list[Deployment]) -> EnvironmentState:
        """Return the state of dev after reports."""
        refill(self.ledger, reports)
        return environments.state(self.ledger, Environment.DEV)

    def current_and_previous(
        self, *reports: tuple[str, Status]
    ) -> tuple[str | None, str | None]:
        """Return the current and the previous digest after reports."""
        found = self.dev(*reports)
        return digest(found.current), digest(found.previous)


@pytest.fixture(name="told")
def _told(memory: Ledger) -> Told:
    return Told(memory)


def digest(release: Release | None) -> str | None:
    """Return the digest of a release, if there is one."""
    return release.digest if release else None


def test_nothing_runs_before_the_first_report(told: Told) -> None:
    """An environment without reports is empty, and still listed."""
    assert EnvironmentState(Environment.DEV) == told.dev()


def test_a_release_serves_once_it_is_healthy(told: Told) -> None:
    """A rollout that has only started replaces nothing."""
    assert (None, None) == told.current_and_previous((A, Status.STARTED))
    assert (A, None) == told.current_and_previous(
        (A, Status.STARTED), (A, Status.HEALTHY)
    )
    assert (A, None) == told.current_and_previous(
        (A, Status.HEALTHY), (B, Status.STARTED)
    )


def test_a_release_is_what_was_reported(told: Told) -> None:
    """Its digest says which image it is, commit and version where it comes from."""
    healthy = replace(report(A, Status.HEALTHY), commit="e" * 40, version="2.0.1")
    expected = Release(A, "e" * 40, "2.0.1", healthy.time, Status.HEALTHY)

    assert expected == told.after([healthy]).current


def test_the_next_healthy_release_takes_over(told: Told) -> None:
    """The one that served before is the way back."""
    assert (B, A) == told.current_and_previous((A, Status.HEALTHY), (B, Status.HEALTHY))


def test_a_degraded_release_goes_on_serving(told: Told) -> None:
    """Bad health does not take a release out of service, but shows."""
    found = told.dev((A, Status.HEALTHY), (B, Status.HEALTHY), (B, Status.DEGRADED))

    assert found.current and Status.DEGRADED == found.current.health
    assert (B, A) == (digest(found.current), digest(found.previous))


def test_a_release_that_degrades_before_it_serves_never_does(told: Told) -> None:
    """Blue-green leaves the old release in place when the new one fails."""
    found = told.dev((A, Status.HEALTHY), (B, Status.DEGRADED))

    assert found.current and (A, Status.HEALTHY) == (
        found.current.digest,
        found.current.health,
    )


def test_a_rollback_returns_to_the_release_before(told: Told) -> None:
    """What was rolled back is neither current nor the way back."""
    assert (B, A) == told.current_and_previous(
        (A, Status.HEALTHY),
        (B, Status.HEALTHY),
        (C, Status.HEALTHY),
        (C, Status.ROLLED_BACK),
    )


def test_a_rollback_of_what_does_not_serve_changes_nothing(told: Told) -> None:
    """Late reports do no harm."""
    assert (A, None) == told.current_and_previous(
        (A, Status.HEALTHY), (B, Status.ROLLED_BACK)
    )


def test_a_release_serves_since_it_took_over(told: Told) -> None:
    """Later good news of the same release do not restart its time."""
    found = told.dev((A, Status.HEALTHY), (A, Status.DEGRADED), (A, Status.HEALTHY))

    assert found.current and report(A, Status.HEALTHY).time == found.current.since


def test_a_release_that_has_started_is_on_its_way(told: Told) -> None:
    """Until it is healthy, or given up."""
    started = told.dev((A, Status.HEALTHY), (B, Status.STARTED))
    given_up = told.dev((A, Status.HEALTHY), (B, Status.STARTED), (B, Status.DEGRADED))

    assert (A, B) == (digest(started.current), digest(started.coming))
    assert given_up.coming is None


def test_a_restart_of_what_serves_is_no_release_on_its_way(told: Told) -> None:
    """Pods come and go."""
    assert told.dev((A, Status.HEALTHY), (A, Status.STARTED)).coming is None


def test_what_was_overtaken_is_not_on_its_way(told: Told) -> None:
    """Nobody said what became of it."""
    assert told.dev((A, Status.STARTED), (B, Status.HEALTHY)).coming is None


def test_another_service_is_none_of_its_business(told: Told) -> None:
    """Each has its own state in the same environment."""
    other = replace(report(A, Status.HEALTHY), service="shop")

    assert EnvironmentState(Environment.DEV) == told.after([other])
    assert ("shop",) == environments.services(told.ledger)
    shop = environments.state(told.ledger, Environment.DEV, "shop")
    assert A == digest(shop.current)


REPORTS = st.lists(
    st.tuples(st.sampled_from([A, B, C]), st.sampled_from(Status), st.integers(0, 40)),
    max_size=15,
    unique_by=lambda each: each[2],
).map(lambda told: [report(*each) for each in told])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(REPORTS)
def test_the_state_is_that_of_a_plain_model(
    told: Told, reports: list[Deployment]
) -> None:
    """In whatever order the reports came."""
    in_order = sorted(reports, key=lambda each: each.time)
    expected = slow_environments.state(Environment.DEV, in_order)

    assert expected == told.after(reports)
