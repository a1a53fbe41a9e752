"""What runs in an environment after a series of reports."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deployment import Deployment, Environment, Status
from app.domain.environments import EnvironmentState, Release, look_back, served, state
from tests.app.examples import report

A, B, C = ("sha256:" + letter * 64 for letter in "abc")


def dev(*reports: tuple[str, Status]) -> EnvironmentState:
    """Return the state of dev after reports that came a minute apart."""
    timed = [report(*each, minute) for minute, each in enumerate(reports)]
    return state(Environment.DEV, served(timed))


def digest(release: Release | None) -> str | None:
    """Return the digest of a release, if there is one."""
    return release.digest if release else None


def current_and_previous(*reports: tuple[str, Status]) -> tuple[str | None, str | None]:
    """Return the current and the previous digest after reports."""
    found = dev(*reports)
    return digest(found.current), digest(found.previous)


def test_nothing_runs_before_the_first_report() -> None:
    """An environment without reports is empty, and still listed."""
    assert EnvironmentState(Environment.DEV, None, None) == dev()


def test_a_release_serves_once_it_is_healthy() -> None:
    """A rollout that has only started replaces nothing."""
    assert (None, None) == current_and_previous((A, Status.STARTED))
    assert (A, None) == current_and_previous((A, Status.STARTED), (A, Status.HEALTHY))
    assert (A, None) == current_and_previous((A, Status.HEALTHY), (B, Status.STARTED))


def test_a_release_is_what_was_reported() -> None:
    """Its digest says which image it is, commit and version where it comes from."""
    told = replace(report(A, Status.HEALTHY), commit="e" * 40, version="2.0.1")
    expected = Release(A, "e" * 40, "2.0.1", told.time, Status.HEALTHY)

    assert (expected,) == served([told])


def test_the_next_healthy_release_takes_over() -> None:
    """The one that served before is the way back."""
    assert (B, A) == current_and_previous((A, Status.HEALTHY), (B, Status.HEALTHY))


def test_a_degraded_release_goes_on_serving() -> None:
    """Bad health does not take a release out of service, but shows."""
    found = dev((A, Status.HEALTHY), (B, Status.HEALTHY), (B, Status.DEGRADED))

    assert found.current and Status.DEGRADED == found.current.health
    assert (B, A) == (digest(found.current), digest(found.previous))


def test_a_release_that_degrades_before_it_serves_never_does() -> None:
    """Blue-green leaves the old release in place when the new one fails."""
    found = dev((A, Status.HEALTHY), (B, Status.DEGRADED))

    assert found.current and (A, Status.HEALTHY) == (
        found.current.digest,
        found.current.health,
    )


def test_a_rollback_returns_to_the_release_before() -> None:
    """What was rolled back is neither current nor the way back."""
    assert (B, A) == current_and_previous(
        (A, Status.HEALTHY),
        (B, Status.HEALTHY),
        (C, Status.HEALTHY),
        (C, Status.ROLLED_BACK),
    )


def test_a_rollback_of_what_does_not_serve_changes_nothing() -> None:
    """Late reports do no harm."""
    assert (A, None) == current_and_previous(
        (A, Status.HEALTHY), (B, Status.ROLLED_BACK)
    )


def test_a_release_serves_since_it_took_over() -> None:
    """Later good news of the same release do not restart its time."""
    found = dev((A, Status.HEALTHY), (A, Status.DEGRADED), (A, Status.HEALTHY))

    assert found.current and report(A, Status.HEALTHY).time == found.current.since


def newest_of(oldest_first: Sequence[Deployment]) -> Callable[[int], list[Deployment]]:
    """Return what asks a ledger with these reports for the newest ones."""
    return lambda limit: list(reversed(oldest_first))[:limit]


REPORTS = st.lists(
    st.tuples(st.sampled_from([A, B, C]), st.sampled_from(Status)), max_size=30
).map(lambda told: [report(*each, minute) for minute, each in enumerate(told)])


@given(REPORTS, st.integers(1, 4))
def test_a_look_back_finds_the_same_as_all_reports(
    reports: list[Deployment], first_look: int
) -> None:
    """However little of a history the first look shows."""
    expected = state(Environment.DEV, served(reports))

    assert expected == look_back(Environment.DEV, newest_of(reports), first_look)


@pytest.mark.parametrize(
    ("reports", "looks"),
    [
        pytest.param([(A, Status.HEALTHY)] * 99, [100], id="all fit"),
        pytest.param([(A, Status.HEALTHY)] * 100, [100, 400], id="just as many"),
        pytest.param(
            [(A, Status.HEALTHY), (B, Status.HEALTHY)] * 5_000,
            [100],
            id="many releases",
        ),
        pytest.param(
            [(A, Status.HEALTHY), (B, Status.HEALTHY), *[(B, Status.DEGRADED)] * 1_600],
            [100, 400, 1_600, 6_400],
            id="one release with much to tell",
        ),
    ],
)
def test_a_look_goes_back_no_further_than_it_must(
    reports: list[tuple[str, Status]], looks: list[int]
) -> None:
    """Most environments need one look, however long their history is."""
    timed = [report(*each, minute) for minute, each in enumerate(reports)]
    asked: list[int] = []

    def newest(limit: int) -> list[Deployment]:
        asked.append(limit)
        return newest_of(timed)(limit)

    found = look_back(Environment.STAGING, newest)

    assert looks == asked
    assert state(Environment.STAGING, served(timed)) == found


@pytest.mark.parametrize(
    ("reports", "looks"),
    [
        pytest.param([A, B, C], [3], id="two above the oldest"),
        pytest.param([A, B, B, C], [3, 12], id="one above the oldest"),
    ],
)
def test_the_oldest_release_of_a_look_is_not_trusted(
    reports: list[str], looks: list[int]
) -> None:
    """It may have begun before the first report that was read."""
    timed = [
        report(each, Status.HEALTHY, minute) for minute, each in enumerate(reports)
    ]
    asked: list[int] = []

    def newest(limit: int) -> list[Deployment]:
        asked.append(limit)
        return newest_of(timed)(limit)

    look_back(Environment.DEV, newest, 3)

    assert looks == asked
