"""A cluster for all tests of this folder, and the road that leads into it."""

import os
from collections.abc import Iterator

import pytest

from cluster import road as roads
from cluster.cluster import Cluster
from cluster.given import NAME
from cluster.repository import Repository
from cluster.road import Road
from demo.ground import publishing
from engine import pushing
from local import ports
from tests.cluster.shipper import Shipper
from tests.engines import ROOT, pipeline
from tests.missing import needed

ASKED = "PIPELINE_CLUSTER_TESTS"


@pytest.fixture(name="cluster", scope="session")
def _cluster() -> Cluster:
    """Start the cluster, which goes on after the tests: to start it takes a while."""
    if not os.environ.get(ASKED):
        pytest.skip("needs a whole cluster: run 'make test-cluster'")
    cluster = Cluster.of(dict(os.environ))
    with needed():
        cluster.start()
    return cluster


@pytest.fixture(name="repository", scope="session")
def _repository(cluster: Cluster) -> Repository:
    """Return the registry's repository of the service."""
    access = pushing.opened(cluster.layout)
    return Repository(access.port, NAME, access.header)


@pytest.fixture(name="good", scope="session")
def _good(cluster: Cluster, repository: Repository) -> str:
    """Publish the service as it is; return its digest."""
    access = pushing.opened(cluster.layout)
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PUSHING", access.password)
    done = pipeline("publish", f"--source={ROOT}", *publishing(access, NAME))
    monkeypatch.undo()
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].partition("@")[2]


@pytest.fixture(name="road", scope="session")
def _road(
    cluster: Cluster, good: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Road]:
    """Let Argo CD follow a repository with this checkout's manifests."""
    with needed():
        folder = tmp_path_factory.mktemp("road")
        road = roads.built(cluster, folder, ports.free(), good)
    road.install()
    yield road
    road.remove()


@pytest.fixture(name="shipper", scope="session")
def _shipper(road: Road) -> Shipper:
    return Shipper(road)
