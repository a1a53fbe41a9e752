"""What orchestrators learn from the service."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import NAME, VERSION
from app.draining import Draining
from app.factory import create_app
from app.services import KEY, Services
from app.settings import Settings


@pytest.fixture(name="stranded")
def _stranded(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/later/ledger.db"))
    yield app
    app.extensions[KEY].ledger.engine.dispose()


def test_a_whole_service_is_alive_and_ready(client: FlaskClient) -> None:
    """With its database in reach it takes requests."""
    assert 200 == client.get("/healthz").status_code
    assert 200 == client.get("/readyz").status_code


def test_without_a_database_it_is_alive_but_not_ready(stranded: Flask) -> None:
    """A restart would not bring the database back, so none is asked for."""
    client = stranded.test_client()

    assert 200 == client.get("/healthz").status_code
    assert 503 == client.get("/readyz").status_code


def test_it_becomes_ready_when_the_database_comes(
    stranded: Flask, tmp_path: Path
) -> None:
    """Nobody needs to restart it, and the tables are made."""
    (tmp_path / "later").mkdir()
    client = stranded.test_client()

    assert 200 == client.get("/readyz").status_code
    assert 200 == client.get("/api/v1/deployments").status_code


def test_a_stopping_process_is_alive_but_not_ready(app: Flask) -> None:
    """Readiness ends before service does."""
    whole: Services = app.extensions[KEY]
    draining = Draining()
    Services(whole.settings, whole.ledger, whole.metrics, draining).attach(app)
    client = app.test_client()
    draining.begin()

    assert 200 == client.get("/healthz").status_code
    assert 503 == client.get("/readyz").status_code


def test_the_version_is_the_project_s(client: FlaskClient) -> None:
    """The service and its package cannot disagree on what they are."""
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]

    assert (project["name"], project["version"]) == (NAME, VERSION)
    assert {"name": NAME, "version": VERSION, "commit": "unknown"} == (
        client.get("/version").json
    )
