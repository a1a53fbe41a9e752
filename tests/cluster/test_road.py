"""Does a commit reach users in every environment, and only after its analysis?"""

import json
import sys

import pytest

from cluster.given import ENVIRONMENTS
from cluster.repository import Repository
from cluster.road import Road
from tests.cluster.shipper import Shipper

ASK = "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())"
HARMLESS = {"/service/harmless.txt": "another release\n"}


@pytest.fixture(name="next_release", scope="module")
def _next_release(repository: Repository, good: str) -> str:
    return repository.changed(good, HARMLESS)


def commit_served(road: Road, environment: str) -> str:
    """Return the commit that /version answers to users of an environment."""
    url = f"http://{road.address(environment)}/version"
    answer = json.loads(road.cluster.machine.run(sys.executable, "-c", ASK, url))
    return str(answer["commit"])


def test_a_release_goes_from_dev_to_production(
    road: Road, shipper: Shipper, good: str, next_release: str
) -> None:
    """By a bump and two promotions; Argo CD and Rollouts do the rest.

    Each answers at /version with the commit that was built.
    """
    for environment in ENVIRONMENTS:
        road.wait_healthy(environment, good, seconds=400)

    commit = road.hosted.tip()
    assert "landed" in shipper.bump(12, next_release)
    road.wait_healthy("dev", next_release)
    assert commit == commit_served(road, "dev")
    for source, target in (("dev", "staging"), ("staging", "production")):
        assert "landed" in shipper.promote(source, target)
        took = road.wait_healthy(target, next_release, seconds=400)
        print(f"it serves {target} after {took:.0f} s")
        phases = [run["status"]["phase"] for run in road.analyses(target)]
        assert phases and set(phases) == {"Successful"}
        assert commit == commit_served(road, target)
