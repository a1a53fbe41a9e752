"""What runs in an environment after a series of reports."""

from app.domain.deployment import Environment, Status
from app.domain.environments import EnvironmentState, Release, served, state
from tests.app.examples import report

A, B = "sha256:" + "a" * 64, "sha256:" + "b" * 64


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


def test_the_next_healthy_release_takes_over() -> None:
    """The one that served before is the way back."""
    assert (B, A) == current_and_previous((A, Status.HEALTHY), (B, Status.HEALTHY))


def test_a_degraded_release_goes_on_serving() -> None:
    """Bad health does not take a release out of service, but shows."""
    found = dev((A, Status.HEALTHY), (A, Status.DEGRADED))

    assert found.current and Status.DEGRADED == found.current.health


def test_a_release_that_degrades_before_it_serves_never_does() -> None:
    """Blue-green leaves the old release in place when the new one fails."""
    found = dev((A, Status.HEALTHY), (B, Status.DEGRADED))

    assert found.current and (A, Status.HEALTHY) == (
        found.current.digest,
        found.current.health,
    )


def test_a_rollback_returns_to_the_release_before() -> None:
    """What was rolled back is neither current nor the way back."""
    assert (A, None) == current_and_previous(
        (A, Status.HEALTHY), (B, Status.HEALTHY), (B, Status.ROLLED_BACK)
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
