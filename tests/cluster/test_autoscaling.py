"""Do pods grow with the load, also while a release is analysed?"""

from cluster.given import NAME
from cluster.repository import Repository
from cluster.road import Road
from cluster.visiting import visiting
from tests.cluster.shipper import Shipper

STAGING = "staging"
WHERE = f"{NAME}-{STAGING}"


def replicas(road: Road) -> int:
    """Return how many pods the autoscaler wants."""
    status = road.get("hpa", NAME, WHERE).get("status", {})
    return int(status.get("desiredReplicas", 0))


def test_pods_grow_with_the_load_also_during_an_analysis(
    road: Road, shipper: Shipper, good: str, repository: Repository
) -> None:
    """The new version gets as many as the old one has then, and loses no request."""
    shipper.deploy(STAGING, 40, good)
    road.wait_healthy(STAGING, good, seconds=400)
    least = int(road.get("hpa", NAME, WHERE)["spec"]["minReplicas"])
    digest = repository.changed(good, {"/service/scaled.txt": "yes\n"})
    with visiting(road.cluster, road.address(STAGING)) as visits:
        shipper.deploy(STAGING, 41, digest)
        road.wait("an analysis", lambda: road.analysing(STAGING))
        road.wait("more pods", lambda: replicas(road) > least, seconds=240)
        road.wait_healthy(STAGING, digest, seconds=400)
        grown = road.rollout(STAGING)["status"]

    assert [] == visits.broken
    assert grown["readyReplicas"] >= least
    assert {digest} == road.serving(STAGING)
