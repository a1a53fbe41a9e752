"""What orchestrators learn from the service."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app import NAME, VERSION
from app.assembly import SUPPORTED
from app.draining import Draining
from app.factory import create_app
from app.services import KEY, Services
from app.settings import Settings
from app.store.tables import schema_window
from tests.app import examples
from tests.places import Place, copied


@pytest.fixture(name="stranded")
def _stranded(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/later/ledger.db"))
    yield app
    app.extensions[KEY].close()


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
    stranded: Flask, template: Path, tmp_path: Path
) -> None:
    """Nobody needs to restart it."""
    (tmp_path / "later").mkdir()
    copied(template, tmp_path / "later")
    client = stranded.test_client()

    assert 200 == client.get("/readyz").status_code
    assert 200 == client.get("/api/v1/deployments").status_code


def test_without_redis_it_is_ready_but_degraded(embedded: Place) -> None:
    """Sessions are away; what runs where can still be told."""
    redis_url = "redis://127.0.0.1:1/0"
    app = create_app(replace(examples.settings(embedded), redis_url=redis_url))
    answer = app.test_client().get("/readyz")

    assert (200, "degraded") == (answer.status_code, json.loads(answer.text)["status"])
    app.extensions[KEY].close()


@pytest.mark.parametrize(
    ("revision", "oldest_code"),
    [
        pytest.param(SUPPORTED.needs - 1, 1, id="too old"),
        pytest.param(SUPPORTED.knows + 7, SUPPORTED.knows + 1, id="too new"),
    ],
)
def test_on_a_schema_outside_its_window_it_is_not_ready(
    services: Services, client: FlaskClient, revision: int, oldest_code: int
) -> None:
    """It would answer with errors, and says why it does not."""
    window = {"revision": revision, "oldest_code": oldest_code}
    with services.ledger.engine.begin() as connection:
        connection.execute(update(schema_window).values(window))

    answer = client.get("/readyz")

    assert 503 == answer.status_code
    assert f"schema {'is ' * (oldest_code == 1)}at {revision}" in answer.text


def test_a_stopping_process_is_alive_but_not_ready(app: Flask) -> None:
    """Readiness ends before service does."""
    draining = Draining()
    replace(app.extensions[KEY], draining=draining).attach(app)
    client = app.test_client()
    draining.begin()

    assert 200 == client.get("/healthz").status_code
    assert 503 == client.get("/readyz").status_code
    assert 200 == client.get("/api/v1/deployments").status_code


def test_the_version_is_the_project_s(client: FlaskClient) -> None:
    """The service and its package cannot disagree on what they are."""
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]

    assert (project["name"], project["version"]) == (NAME, VERSION)
    assert {"name": NAME, "version": VERSION, "commit": "unknown"} == (
        client.get("/version").json
    )
