"""Does a commit reach users in every environment, and only after its analysis?"""

import pytest

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
    for build, digest in ((11, good), (12, next_release)):
        assert "landed" in shipper.bump(build, digest)
        road.wait_healthy("dev", digest, seconds=400)
        for source, target in (("dev", "staging"), ("staging", "production")):
            assert "landed" in shipper.promote(source, target)
            took = road.wait_healthy(target, digest, seconds=400)
            print(f"{digest[:15]} serves {target} after {took:.0f} s")
