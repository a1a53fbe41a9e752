"""Programs of the cluster where this machine has them, and a service to notify."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from app.factory import create_app
from app.services import KEY
from cluster.control_plane import ControlPlane
from tests.app import examples
from tests.argocd import api as server
from tests.argocd import programs
from tests.argocd.cli import Cli
from tests.missing import needed
from tests.places import Place


@pytest.fixture(name="kubectl", scope="session")
def _kubectl() -> Path:
    with needed():
        return programs.find("kubectl")


@pytest.fixture(name="argocd")
def _argocd(tmp_path: Path) -> Cli:
    with needed():
        return Cli(programs.find("argocd"), tmp_path)


@pytest.fixture(name="source", scope="session")
def _source() -> Path:
    with needed():
        return programs.argocd_source()


@pytest.fixture(name="api", scope="session")
def _api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlPlane]:
    with ExitStack() as stack:
        with needed():
            folder = tmp_path_factory.mktemp("api")
            api = stack.enter_context(server.started(folder))
        yield api


@pytest.fixture(name="service")
def _service(embedded: Place) -> Iterator[Flask]:
    service = create_app(examples.settings(embedded))
    yield service
    service.extensions[KEY].close()
