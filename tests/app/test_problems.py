"""How the service explains what went wrong."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app.factory import create_app
from app.services import KEY
from tests.app import examples
from tests.app.examples import BEARER, REPORT
from tests.places import Place


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/nowhere", 404, id="unknown path"),
        pytest.param("DELETE", "/healthz", 405, id="wrong method"),
        pytest.param("GET", "/api/v1/deployments?limit=x", 422, id="wrong filter"),
        pytest.param("POST", "/api/v1/deployments", 401, id="no token"),
    ],
)
def test_an_error_is_a_problem_document(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    """Clients read one form of error, whatever went wrong."""
    answer = client.open(path, method=method)

    assert "application/problem+json" == answer.content_type
    problem = json.loads(answer.text)
    assert (status, status) == (answer.status_code, problem["status"])
    assert problem["title"] and problem["detail"]
    assert answer.headers["X-Request-ID"] == problem["request_id"]


def test_a_wrong_method_still_names_the_right_ones(client: FlaskClient) -> None:
    """The headers that an error calls for stay."""
    assert "GET" in client.delete("/healthz").headers["Allow"]


def test_an_unforeseen_error_tells_the_log_more_than_the_client(app: Flask) -> None:
    """The client gets an id to quote; the traceback stays here."""

    def fail() -> str:
        raise KeyError("secret")

    app.add_url_rule("/fail", view_func=fail)
    with capture_logs() as lines:
        answer = app.test_client().get("/fail")

    assert 500 == answer.status_code
    assert "secret" not in answer.text
    assert "secret" in repr(lines[0]["exc_info"])


def test_a_lost_database_is_a_problem_with_a_date() -> None:
    """Clients are told when to come back; nothing is a 500."""
    nowhere = Place("postgresql+psycopg://nobody@127.0.0.1:1/none")
    app = create_app(examples.settings(nowhere))

    answer = app.test_client().post("/api/v1/deployments", json=REPORT, headers=BEARER)

    assert (503, "2") == (answer.status_code, answer.headers["Retry-After"])
    assert "127.0.0.1" not in answer.text
    app.extensions[KEY].close()


def test_a_database_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    """Whoever has just started it by hand need not look it up."""
    empty = Place(f"sqlite:///{tmp_path}/ledger.db")
    app = create_app(examples.settings(empty))
    answer = app.test_client().get("/api/v1/environments")

    assert 503 == answer.status_code
    assert "flask --app app.wsgi:application db-upgrade" in answer.text
    app.extensions[KEY].close()
