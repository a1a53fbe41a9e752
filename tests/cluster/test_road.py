"""Does a commit reach users in every environment, and only after its analysis?"""

import pytest

from cluster.given import ENVIRONMENTS
from cluster.repository import Repository
from cluster.road import Road
from tests.cluster.shipper import Shipper

HARMLESS = {"/service/harmless.txt": "another release\n"}


@pytest.fixture(name="next_release", scope="module")
def _next_release(repository: Repository, good: str) -> str:
    return repository.changed(good, HARMLESS)


def test_a_release_goes_from_dev_to_production(
    road: Road, shipper: Shipper, good: str, next_release: str
) -> None:
    """By a bump and two promotions; Argo CD and Rollouts do the rest."""
    for environment in ENVIRONMENTS:
        road.wait_healthy(environment, good, seconds=400)

    assert "landed" in shipper.bump(12, next_release)
    road.wait_healthy("dev", next_release)
    for source, target in (("dev", "staging"), ("staging", "production")):
        assert "landed" in shipper.promote(source, target)
        took = road.wait_healthy(target, next_release, seconds=400)
        print(f"it serves {target} after {took:.0f} s")
        phases = [run["status"]["phase"] for run in road.analyses(target)]
        assert phases and set(phases) == {"Successful"}
