"""Is a connection that no policy allows really dropped, and the others not?"""

import json
from collections.abc import Iterator

import pytest

from cluster.given import NAME
from cluster.road import Road
from cluster.upstream import namespace
from tests.cluster.pods import DROPPED, knock
from tests.cluster.shipper import Shipper

DEV = f"{NAME}-dev"
API = {"app.kubernetes.io/name": NAME, "app.kubernetes.io/component": "api"}


@pytest.fixture(name="there", scope="module")
def _there(road: Road, shipper: Shipper, good: str) -> str:
    """Let dev serve, with its database and its Redis; return a pod's address."""
    shipper.deploy("dev", 1, good)
    road.wait_healthy("dev", good, seconds=400)
    return pod_address(road, DEV, "app.kubernetes.io/component=api")


@pytest.fixture(name="others", scope="module", autouse=True)
def _others(road: Road) -> Iterator[None]:
    """Make the namespaces of an ingress and of strangers."""
    names = ("ingress", "strangers")
    road.cluster.plane.apply(*(namespace(name) for name in names))
    yield
    road.cluster.plane.kubectl("delete", "namespace", *names, "--wait=false")


def pod_address(road: Road, where: str, selector: str) -> str:
    """Return the address of a pod."""
    words = ("get", "pods", f"--namespace={where}", f"--selector={selector}")
    pods = json.loads(road.cluster.plane.done(*words, "--output=json"))["items"]
    running = [each for each in pods if each["status"]["phase"] == "Running"]
    return str(running[0]["status"]["podIP"])


def test_users_come_through_the_ingress_only(road: Road, good: str, there: str) -> None:
    """And nobody reaches the metrics that way."""
    places = (f"{there}:8000", f"{there}:9090")
    assert {places[0]: "open", places[1]: DROPPED} == knock(
        road, good, "ingress", {}, *places
    )
    assert {places[0]: DROPPED, places[1]: DROPPED} == knock(
        road, good, "strangers", {}, *places
    )


def test_metrics_are_for_monitoring_only(road: Road, good: str, there: str) -> None:
    """Which does not reach the service itself."""
    places = (f"{there}:8000", f"{there}:9090")
    assert {places[0]: DROPPED, places[1]: "open"} == knock(
        road, good, "monitoring", {}, *places
    )


def test_the_service_reaches_its_data_and_names_only(
    road: Road, good: str, there: str
) -> None:
    """Not the API server, another environment's database, or the node."""
    plane = road.cluster.plane
    node = road.cluster.machine.address
    places = {
        "postgres:5432": "open",
        "redis:6379": "open",
        "10.96.0.1:443": DROPPED,
        f"{node}:{plane.ports.api}": DROPPED,
        f"{node}:10250": DROPPED,
        f"{there}:8000": DROPPED,
    }
    assert places == knock(road, good, DEV, API, *places)


def test_a_database_is_for_its_own_service_only(road: Road, good: str) -> None:
    """Neither strangers nor other pods of the same namespace reach it."""
    database = pod_address(road, DEV, "app.kubernetes.io/name=postgres")
    place = f"{database}:5432"
    assert {place: DROPPED} == knock(road, good, "strangers", {}, place)
    assert {place: DROPPED} == knock(road, good, DEV, {}, place)
