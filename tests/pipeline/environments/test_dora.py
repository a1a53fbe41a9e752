"""What the four DORA figures say of an environment's history in Git."""

from datetime import timedelta

import pytest

from pipeline.core.environments.dora import Dora, measure, span, text
from pipeline.core.environments.history import history
from pipeline.core.environments.hold import Hold
from pipeline.core.environments.hold import text as marker
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    NOON,
    PLACES,
    Repository,
    digest,
    release,
    running,
)

HOUR = timedelta(hours=1)


def held(build: int) -> dict[str, str]:
    """Return the file that holds a build."""
    hold = Hold(digest(build), "slow", "Ada", NOON)
    return {PLACES.hold(DEV, hold.digest): marker(hold)}


def measured(repository: Repository, hours: int = 240) -> Dora:
    """Return the figures of ten days, which end so long after the first noon."""
    entries = history(repository.snapshot(), PLACES, DEV)
    return measure(entries, DEV, 10, NOON + hours * HOUR)


def test_an_environment_without_history_has_no_figures() -> None:
    """Nothing was deployed, so nothing can be said of how well that went."""
    expected = Dora(
        environment=DEV,
        days=10,
        until=NOON + timedelta(days=10),
        deployments=0,
        lead_time=None,
        change_failure_rate=None,
        time_to_restore=None,
    )

    assert expected == measured(Repository())


def test_the_frequency_counts_digests_that_are_new_there() -> None:
    """Going back restores the service, but changes nothing."""
    repository = Repository().runs(DEV, release(1), release(2), release(1))
    repository.write(held(2))
    repository.runs(DEV, release(3))
    found = measured(repository)

    assert (3, 0.3) == (found.deployments, found.per_day)


def test_what_came_before_the_window_is_no_change_in_it() -> None:
    """Even if it comes back; what came as the window began is one."""
    repository = Repository().runs(DEV, release(1), release(2), release(1))
    found = measured(repository, hours=242)

    assert 1 == found.deployments
    assert 0 == measured(repository, hours=243).deployments


def test_the_lead_time_begins_with_the_commit() -> None:
    """It is the median; what has no record has none."""
    repository = Repository().runs(DEV)
    for build, hours in ((1, 1), (2, 9), (3, 2)):
        there = NOON + (repository.commits + 1) * HOUR
        repository.runs(DEV, release(build, committed=there - hours * HOUR))
    component = running(DEV, release(4))[PLACES.component(DEV)]
    repository.write({PLACES.component(DEV): component})
    found = measured(repository)

    assert (4, 2 * HOUR) == (found.deployments, found.lead_time)


def test_clocks_that_differ_make_no_negative_lead_time() -> None:
    """A build's clock may go before that of who deployed it."""
    repository = Repository().runs(DEV, release(1, committed=NOON + 5 * HOUR))

    assert timedelta(0) == measured(repository).lead_time


@pytest.mark.parametrize(
    ("failing", "rate"),
    [
        pytest.param(lambda it: it, 0.0, id="nothing failed"),
        pytest.param(lambda it: it.runs(DEV, release(1)), 1 / 2, id="went back"),
        pytest.param(lambda it: it.write(held(2)) or it, 1 / 2, id="held as it ran"),
        pytest.param(
            lambda it: it.write({**running(DEV, release(1)), **held(2)}) or it,
            1 / 2,
            id="went back and held",
        ),
        pytest.param(
            lambda it: it.write(held(2)) or it.runs(DEV, release(1)),
            1 / 2,
            id="held and then went back: once",
        ),
        pytest.param(lambda it: it.write(held(1)) or it, 0.0, id="held another"),
        pytest.param(
            lambda it: it.write(held(2)) or it.runs(DEV, release(3), release(1)),
            2 / 3,
            id="the next one failed, too",
        ),
    ],
)
def test_a_change_has_failed_that_was_left_or_held(
    failing: object, rate: float
) -> None:
    """Each at most once."""
    repository = Repository().runs(DEV, release(1), release(2))
    assert callable(failing)
    failing(repository)

    assert rate == measured(repository).change_failure_rate


def test_a_failure_of_what_came_before_the_window_is_none_of_it() -> None:
    """As it is no change of it."""
    repository = Repository().runs(DEV, release(1), release(2), release(1))
    repository.runs(DEV, release(3))

    assert 0.0 == measured(repository, hours=243).change_failure_rate


def test_a_failure_lasts_from_the_hold_until_something_else_runs() -> None:
    """Held twice, it began with the first hold."""
    repository = Repository().runs(DEV, release(1))
    path, hold = next(iter(held(1).items()))
    repository.write({path: hold})
    repository.write({path: None})
    repository.write({path: hold})
    repository.runs(DEV, release(2))

    assert 3 * HOUR == measured(repository).time_to_restore


def test_a_failure_without_a_hold_lasted_since_the_release_came() -> None:
    """That is the longest that it can have been."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.write({PLACES.component(DEV): f"# new\n{FRESH}"})
    repository.runs(DEV, release(2))
    repository.write(held(1))
    repository.runs(DEV, release(1))

    assert 2 * HOUR == measured(repository).time_to_restore


def test_a_failure_that_is_over_does_not_go_on() -> None:
    """Nor does one begin with a hold of what does not run."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.write(held(2))
    repository.runs(DEV, release(3))
    repository.write(held(1))
    repository.runs(DEV, release(4), release(5))

    assert HOUR == measured(repository).time_to_restore


def test_the_first_to_come_restores_nothing() -> None:
    """Nothing was there that could have failed; a newer one fixes nothing, either."""
    repository = Repository().runs(DEV, release(1), release(2))

    assert measured(repository).time_to_restore is None


def test_a_failure_counts_in_the_window_in_which_it_ended() -> None:
    """However long ago it began."""
    repository = Repository().runs(DEV, release(1), release(2), release(1))

    assert HOUR == measured(repository, hours=243).time_to_restore
    assert measured(repository, hours=244).time_to_restore is None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (None, "none"),
        (0.4, "0 s"),
        (1, "1 s"),
        (61, "1 min 1 s"),
        (3_600, "1 h"),
        (3_661, "1 h 1 min"),
        (90_061, "1 d 1 h"),
        (86_400 * 40, "40 d"),
    ],
)
def test_a_duration_has_two_units(seconds: float | None, expected: str) -> None:
    """As people say it."""
    lasted = None if seconds is None else timedelta(seconds=seconds)

    assert expected == span(lasted)


def test_figures_are_a_table() -> None:
    """In the order in which they are always named."""
    dora = Dora(DEV, 30, NOON, 1, 61 * HOUR / 60, 1 / 3, None)

    assert (
        "dev, 30 days until 2026-03-01 12:00 UTC\n"
        "deployment frequency  1 change, 0.03 a day\n"
        "lead time             1 h 1 min\n"
        "change failure rate   33%\n"
        "time to restore       none\n"
    ) == text(dora)


def test_what_did_not_happen_is_none() -> None:
    """Not nought: nought would be very good."""
    dora = Dora(DEV, 1, NOON, 0, None, None, 2 * HOUR)

    assert (
        "dev, 1 day until 2026-03-01 12:00 UTC\n"
        "deployment frequency  0 changes, 0.00 a day\n"
        "lead time             none\n"
        "change failure rate   none\n"
        "time to restore       2 h\n"
    ) == text(dora)
