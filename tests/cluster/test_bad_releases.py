"""Is a bad release stopped before users, or back by itself, and does Git say so?"""

from itertools import count

import pytest

from cluster.faults import FAULTS, Fault
from cluster.repository import Repository
from cluster.road import Road
from cluster.visiting import CALM, Visits, visiting
from tests.cluster.shipper import Shipper

PRODUCTION = "production"
NOWHERE = "sha256:" + "9" * 64
# Deadlines of the overlay, which begin anew when pods are scaled meanwhile.
PATIENCE = 420.0
# What one test leaves behind is no release of the next.
BUILDS = count(1)


@pytest.fixture(name="served", scope="module")
def _served(road: Road, shipper: Shipper, good: str) -> str:
    """Let production serve a good release; return its digest."""
    shipper.deploy(PRODUCTION, next(BUILDS), good)
    road.wait_healthy(PRODUCTION, good, seconds=400)
    return good


@pytest.fixture(name="visits")
def _visits(road: Road, served: str) -> Visits:
    return visiting(road.cluster, road.address(PRODUCTION), pause=CALM)


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
        shipper.deploy(PRODUCTION, next(BUILDS), bad)
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
        shipper.deploy(PRODUCTION, next(BUILDS), bad)
        road.wait_paused(PRODUCTION, PATIENCE)
        assert {served} == road.serving(PRODUCTION)
        road.abort(PRODUCTION)
        road.wait_aborted(PRODUCTION, PATIENCE)
        shipper.catch_up(PRODUCTION)
        road.wait_healthy(PRODUCTION, served)

    assert [] == visits.broken
    assert bad in shipper.effect("holds", environment=PRODUCTION)


@pytest.fixture(name="unmigrated", params=["failing-migration", "missing-image"])
def _unmigrated(
    request: pytest.FixtureRequest, served: str, repository: Repository
) -> str:
    """Return the digest of a release whose migration does not come to its end."""
    if request.param == "missing-image":
        return NOWHERE
    (fault,) = [fault for fault in FAULTS if fault.stopped_by == "sync"]
    return repository.changed(served, fault.files)


def test_without_its_migration_no_new_code_runs(
    road: Road, shipper: Shipper, served: str, unmigrated: str, visits: Visits
) -> None:
    """The sync ends there: the rollout does not even hear of the new image."""
    with visits:
        shipper.deploy(PRODUCTION, next(BUILDS), unmigrated)
        stopped = road.wait_sync_failed(PRODUCTION, PATIENCE)
        assert served == road.digest(PRODUCTION)
        shipper.effect(
            "rollback", environment=PRODUCTION, bad=unmigrated, reason="no migration"
        )
        road.refresh(PRODUCTION)
        stable = road.wait_healthy(PRODUCTION, served)
    print(f"sync failed in {stopped:.0f} s, stable after {stable:.0f} s more")

    assert [] == visits.broken
    assert unmigrated in shipper.effect("holds", environment=PRODUCTION)
