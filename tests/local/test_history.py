"""Is the history that `make up` sends the same each time, and valid."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.deployment import Deployment, Environment, Status, parse
from local.history import DAYS, history
from tests.app import slow_environments

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(name="deployments", scope="module")
def _deployments() -> list[Deployment]:
    return [parse(report, NOW) for report in history(NOW)]


def test_it_is_the_same_for_the_same_moment() -> None:
    assert history(NOW) == history(NOW)


def test_it_moves_with_the_moment() -> None:
    later = history(NOW + timedelta(days=1))
    assert [each["version"] for each in later] == [
        each["version"] for each in history(NOW)
    ]
    assert str(later[0]["time"]) > str(history(NOW)[0]["time"])


def test_it_covers_two_months_in_order(deployments: list[Deployment]) -> None:
    times = [each.time for each in deployments]
    assert times == sorted(times)
    assert NOW - timedelta(days=DAYS) <= times[0] < NOW - timedelta(days=DAYS - 2)
    assert NOW - timedelta(hours=1) < times[-1] < NOW


def test_it_is_long_enough_to_look_at(deployments: list[Deployment]) -> None:
    assert 100 <= len(deployments) <= 140
    assert {each.environment for each in deployments} == set(Environment)
    assert {each.status for each in deployments} == set(Status)


def test_production_has_failed_and_come_back_of_late(
    deployments: list[Deployment],
) -> None:
    """No figure of the last 30 days is without a value."""
    late = [
        each.status
        for each in deployments
        if each.environment is Environment.PRODUCTION
        and each.time > NOW - timedelta(days=29)
    ]
    assert {Status.DEGRADED, Status.ROLLED_BACK} < {*late}
    assert late[-1] is Status.HEALTHY


def test_a_version_is_one_release(deployments: list[Deployment]) -> None:
    releases = {(each.version, each.digest, each.commit) for each in deployments}
    assert len(releases) == len({version for version, _, _ in releases})
    assert all(version.startswith("1.") for version, _, _ in releases)


def test_pipelines_tell_what_releases_are_made_of(
    deployments: list[Deployment],
) -> None:
    """And who let them into production."""
    started = [each for each in deployments if each.status is Status.STARTED]
    assert all(each.details.run and each.details.dependencies for each in started)
    assert {each.environment for each in started if each.details.approved_by} == {
        Environment.PRODUCTION
    }


@pytest.mark.parametrize(
    ("environment", "health"),
    [
        (Environment.DEV, Status.HEALTHY),
        (Environment.STAGING, Status.DEGRADED),
        (Environment.PRODUCTION, Status.HEALTHY),
    ],
)
def test_each_environment_serves_a_release_and_had_another(
    deployments: list[Deployment], environment: Environment, health: Status
) -> None:
    reports = [each for each in deployments if each.environment is environment]
    found = slow_environments.state(environment, reports)
    assert found.current and found.current.health is health
    assert found.previous


def test_every_rollback_follows_trouble_of_the_same_release(
    deployments: list[Deployment],
) -> None:
    degraded = {
        (each.environment, each.digest)
        for each in deployments
        if each.status is Status.DEGRADED
    }
    back = [each for each in deployments if each.status is Status.ROLLED_BACK]
    assert back
    assert all((each.environment, each.digest) in degraded for each in back)
