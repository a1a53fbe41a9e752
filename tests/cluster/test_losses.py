"""Is a request lost while releases change under the people who use them?"""

import os

from cluster.repository import Repository
from cluster.road import Road
from cluster.visiting import visiting
from tests.cluster.shipper import Shipper

PRODUCTION = "production"
SWITCHES = int(os.environ.get("PIPELINE_SWITCHES", "10"))
REQUESTS = int(os.environ.get("PIPELINE_REQUESTS", "200000"))


def test_no_request_is_lost_through_ten_switches(
    road: Road, shipper: Shipper, good: str, repository: Repository
) -> None:
    """Each switch is another release, with its analysis, on real pods."""
    shipper.deploy(PRODUCTION, 100, good)
    road.wait_healthy(PRODUCTION, good, seconds=400)
    with visiting(road.cluster, road.address(PRODUCTION)) as visits:
        for number in range(1, SWITCHES + 1):
            files = {"/service/number.txt": f"{number}\n"}
            digest = repository.changed(good, files)
            shipper.deploy(PRODUCTION, 100 + number, digest)
            road.wait_healthy(PRODUCTION, digest, seconds=400)
        road.wait("the requests", lambda: visits.answered >= REQUESTS, 1800)

    print(f"{visits.statuses} through {SWITCHES} switches")
    assert [] == visits.broken
    assert visits.answered >= REQUESTS
