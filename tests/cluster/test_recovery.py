"""Does the cluster come back to what Git says, whatever was away or changed?"""

import time
from collections.abc import Iterator

import pytest

from cluster.given import NAME
from cluster.repository import Repository
from cluster.road import Road
from cluster.visiting import CALM, visiting
from tests.cluster.shipper import Shipper
from tests.deploy import hands

STAGING = "staging"
WHERE = f"--namespace={NAME}-{STAGING}"
AWAY = 20.0


@pytest.fixture(name="served", scope="module")
def _served(road: Road, shipper: Shipper, good: str) -> str:
    shipper.deploy(STAGING, 1, good)
    road.wait_healthy(STAGING, good, seconds=400)
    return good


@pytest.fixture(name="unharmed", autouse=True)
def _unharmed(road: Road, served: str) -> Iterator[None]:
    """Nobody who visits meanwhile notices anything."""
    with visiting(road.cluster, road.address(STAGING), pause=CALM) as visits:
        yield
    assert [] == visits.broken
    assert visits.answered > 0


def test_what_is_changed_by_hand_is_changed_back(road: Road) -> None:
    """An object that is gone comes back, and a value that differs."""
    plane = road.cluster.plane
    plane.done("delete", "networkpolicy", f"{NAME}-http", WHERE)
    patch = '{"spec": {"maxUnavailable": 5}}'
    plane.done("patch", "pdb", NAME, WHERE, "--type=merge", f"--patch={patch}")

    def healed() -> bool:
        pdb = road.get("pdb", NAME, f"{NAME}-{STAGING}")
        policy = road.get("networkpolicy", f"{NAME}-http", f"{NAME}-{STAGING}")
        return bool(policy) and pdb["spec"]["maxUnavailable"] == 1

    road.wait("it healed", healed)


def test_a_bad_manifest_leaves_the_old_one_running(road: Road, served: str) -> None:
    """Until the commit that fixes it."""
    path = f"k8s/overlays/{STAGING}/kustomization.yaml"
    before = hands.read(road.hosted, path)
    broken = before + b"\nresources: [nowhere.yaml]\n"
    hands.commit(road.hosted, {path: broken}, "k8s: break staging")
    road.refresh(STAGING)
    road.wait("an error", lambda: bool(road.complaints(STAGING)))
    assert {served} == road.serving(STAGING)

    hands.commit(road.hosted, {path: before}, "k8s: fix staging")
    road.refresh(STAGING)
    road.wait("no error", lambda: not road.complaints(STAGING))
    road.wait_healthy(STAGING, served)


def test_git_may_be_away_for_a_while(
    road: Road, shipper: Shipper, good: str, served: str, repository: Repository
) -> None:
    """What was committed meanwhile is synced afterwards."""
    digest = repository.changed(good, {"/service/git.txt": "away\n"})
    road.server.stop()
    shipper.deploy(STAGING, 20, digest)
    road.wait("an error", lambda: bool(road.complaints(STAGING)))
    time.sleep(AWAY)
    assert {served} == road.serving(STAGING)
    road.server.start()
    road.refresh(STAGING)
    road.wait_healthy(STAGING, digest, seconds=400)


def test_prometheus_may_be_away_for_a_while(
    road: Road, shipper: Shipper, good: str, repository: Repository
) -> None:
    """An analysis that cannot ask waits, and passes when it can again."""
    digest = repository.changed(good, {"/service/prometheus.txt": "away\n"})
    shipper.deploy(STAGING, 21, digest)
    road.wait("an analysis", lambda: road.analysing(STAGING))
    monitoring = road.cluster.monitoring
    road.cluster.machine.process("prometheus").kill()
    time.sleep(AWAY)
    monitoring.start_prometheus()
    road.wait_healthy(STAGING, digest, seconds=400)


def test_the_api_server_may_be_away_for_a_while(
    road: Road, shipper: Shipper, good: str, repository: Repository
) -> None:
    """Pods serve on; what was under way goes on when it is back."""
    digest = repository.changed(good, {"/service/api.txt": "away\n"})
    shipper.deploy(STAGING, 22, digest)
    road.wait("an analysis", lambda: road.analysing(STAGING))
    road.cluster.machine.process("kube-apiserver").kill()
    time.sleep(AWAY)
    road.cluster.plane.start_api()
    road.wait_healthy(STAGING, digest, seconds=400)
