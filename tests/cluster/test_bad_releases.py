"""Is a bad release stopped before users, or back by itself, and does Git say so?"""

import pytest

from cluster.faults import FAULTS, Fault
from cluster.repository import Repository
from cluster.road import Road
from cluster.visiting import Visits, visiting
from tests.cluster.shipper import Shipper

PRODUCTION = "production"
NOWHERE = "sha256:" + "9" * 64
# Deadlines of the overlay, and what Argo CD needs to see it.
PATIENCE = 240.0


@pytest.fixture(name="served", scope="module")
def _served(road: Road, shipper: Shipper, good: str) -> str:
    """Let production serve a good release; return its digest."""
    shipper.deploy(PRODUCTION, 1, good)
    road.wait_healthy(PRODUCTION, good, seconds=400)
    return good


@pytest.fixture(name="visits")
def _visits(road: Road, served: str) -> Visits:
    return visiting(road.cluster, road.address(PRODUCTION))


@pytest.mark.parametrize(
    "fault",
    [fault for fault in FAULTS if fault.stopped_by == "abort"],
    ids=lambda fault: fault.name,
)
def test_a_bad_release_never_reaches_users(
    fault: Fault,
    road: Road,
    shipper: Shipper,
    served: str,
    repository: Repository,
    visits: Visits,
) -> None:
    """The old one serves throughout, Git is brought to it, and a hold keeps it so."""
    bad = repository.changed(served, fault.files)
    with visits:
        shipper.deploy(PRODUCTION, 2, bad)
        stopped = road.wait_aborted(PRODUCTION, PATIENCE)
        assert {served} == road.serving(PRODUCTION)
        # Else a deadline might have ended it, and nothing have been measured.
        assert fault.metric in {None, *road.failed_metrics(PRODUCTION)}
        answer = shipper.catch_up(PRODUCTION)
        stable = road.wait_healthy(PRODUCTION, served)
    print(f"{fault.name}: stopped in {stopped:.0f} s, stable after {stable:.0f} s more")

    assert "landed" in answer
    assert [] == visits.broken
    assert visits.answered > 0
    assert bad in shipper.effect("holds", environment=PRODUCTION)


def test_a_release_that_cannot_be_measured_waits_for_a_person(
    road: Road, shipper: Shipper, served: str, repository: Repository, visits: Visits
) -> None:
    """No answer is neither good nor bad; who aborts it sends it back."""
    (fault,) = [fault for fault in FAULTS if fault.stopped_by == "pause"]
    bad = repository.changed(served, fault.files)
    with visits:
        shipper.deploy(PRODUCTION, 5, bad)
        road.wait_paused(PRODUCTION, PATIENCE)
        assert {served} == road.serving(PRODUCTION)
        road.abort(PRODUCTION)
        road.wait_aborted(PRODUCTION, PATIENCE)
        shipper.catch_up(PRODUCTION)
        road.wait_healthy(PRODUCTION, served)

    assert [] == visits.broken
    assert bad in shipper.effect("holds", environment=PRODUCTION)


def test_an_image_that_is_not_there_never_reaches_users(
    road: Road, shipper: Shipper, served: str, visits: Visits
) -> None:
    """The rollout's deadline ends it."""
    with visits:
        shipper.deploy(PRODUCTION, 3, NOWHERE)
        road.wait_aborted(PRODUCTION, PATIENCE)
        shipper.catch_up(PRODUCTION)
        road.wait_healthy(PRODUCTION, served)

    assert [] == visits.broken


def test_a_failing_migration_ends_the_sync_before_any_new_code_runs(
    road: Road, shipper: Shipper, served: str, repository: Repository, visits: Visits
) -> None:
    """The rollout does not even hear of the new image."""
    (fault,) = [fault for fault in FAULTS if fault.stopped_by == "sync"]
    bad = repository.changed(served, fault.files)
    with visits:
        shipper.deploy(PRODUCTION, 4, bad)
        road.wait("a failed sync", lambda: road.sync_failed(PRODUCTION), PATIENCE)
        assert served == road.digest(PRODUCTION)
        shipper.effect(
            "rollback", environment=PRODUCTION, bad=bad, reason="its migration fails"
        )
        road.refresh(PRODUCTION)
        road.wait_healthy(PRODUCTION, served)

    assert [] == visits.broken
