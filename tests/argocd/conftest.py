"""Programs of the cluster where this machine has them, and a service to notify."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.factory import create_app
from app.services import KEY
from cluster import programs
from cluster.control_plane import ControlPlane
from engine.layout import Layout
from tests.app import examples
from tests.argocd import api as server
from tests.argocd.cli import Cli
from tests.missing import needed
from tests.places import Place

LAYOUT = Layout.of(dict(os.environ))


@pytest.fixture(name="kubectl", scope="session")
def _kubectl() -> Path:
    return programs.built(LAYOUT, ("kubectl",))["kubectl"]


@pytest.fixture(name="program", scope="session")
def _program() -> Path:
    """Return Argo CD's program, which takes long to build."""
    with needed():
        return programs.found(LAYOUT, "argocd")


@pytest.fixture(name="argocd")
def _argocd(program: Path, tmp_path: Path) -> Cli:
    return Cli(program, tmp_path)


@pytest.fixture(name="source", scope="session")
def _source() -> Path:
    return programs.module(LAYOUT, "argocd")


@pytest.fixture(name="api", scope="session")
def _api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlPlane]:
    with server.started(tmp_path_factory.mktemp("api"), LAYOUT) as api:
        yield api


@pytest.fixture(name="service")
def _service(embedded: Place) -> Iterator[Flask]:
    service = create_app(examples.settings(embedded))
    yield service
    service.extensions[KEY].close()
