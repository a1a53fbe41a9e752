"""Who may keep an answer, and for how long."""

import re

import pytest
from flask.testing import FlaskClient

from tests.app.examples import BEARER, PERSON_TOKEN, REPORT

SHARED = (
    "/",
    "/environments/dev",
    "/deployments",
    "/api/v1/deployments",
    "/api/v1/deployments/1",
    "/api/v1/deployments/1/notes",
    "/api/v1/environments",
    "/api/v1/dora",
    "/api/openapi.json",
)
PERSONAL = ("/sign-in", "/deployments/1")
UNKEPT = ("/healthz", "/readyz", "/version", "/nowhere", "/api/v1/nowhere")
SESSION = "/api/v1/session"


def report(client: FlaskClient, **changes: str) -> None:
    """Record a deployment."""
    body = REPORT | changes
    assert (
        201 == client.post("/api/v1/deployments", json=body, headers=BEARER).status_code
    )


def stable(path: str) -> bool:
    """Tell whether an answer is the same a second later: some tell the time."""
    return path not in ("/", "/environments/dev", "/deployments", "/api/v1/dora")


@pytest.mark.parametrize("path", SHARED)
def test_what_everybody_sees_may_be_kept_and_has_to_be_asked_for(
    client: FlaskClient, path: str
) -> None:
    """Whoever has it already is not sent it again."""
    report(client)
    first = client.get(path)
    tag = first.headers["ETag"]

    assert "public, no-cache" == first.headers["Cache-Control"]
    assert re.fullmatch('"[0-9a-f]{24}"', tag)
    assert "Set-Cookie" not in first.headers
    again = client.get(path, headers={"If-None-Match": tag})
    if stable(path):
        assert (304, b"") == (again.status_code, again.data)
    else:
        assert again.status_code == 304 or again.headers["ETag"] != tag


@pytest.mark.parametrize("path", SHARED)
def test_what_has_changed_is_sent(client: FlaskClient, path: str) -> None:
    """A tag of before does not hold, and none holds that was never given."""
    report(client)

    answer = client.get(path, headers={"If-None-Match": '"0123456789abcdef01234567"'})
    assert 200 == answer.status_code and answer.data


def test_a_write_makes_another_tag(client: FlaskClient) -> None:
    """At once, also of answers from the cache."""
    report(client)
    path = "/api/v1/environments"
    tag = client.get(path).headers["ETag"]
    report(client, version="2.0.0", digest="sha256:" + "b" * 64)

    again = client.get(path, headers={"If-None-Match": tag})
    assert 200 == again.status_code and tag != again.headers["ETag"]


@pytest.mark.parametrize("path", PERSONAL)
def test_what_depends_on_a_person_is_kept_by_nobody(
    client: FlaskClient, path: str
) -> None:
    """Signed in or not."""
    report(client)
    for _ in range(2):
        answer = client.get(path)
        assert "no-store" == answer.headers["Cache-Control"]
        assert "Cookie" == answer.headers["Vary"]
        assert "ETag" not in answer.headers
        client.post(SESSION, json={"token": PERSON_TOKEN})


@pytest.mark.parametrize("path", UNKEPT)
def test_what_holds_for_now_is_kept_by_nobody(client: FlaskClient, path: str) -> None:
    """A cache would go on saying so."""
    assert "no-store" == client.get(path).headers["Cache-Control"]


def test_a_session_is_kept_by_nobody(client: FlaskClient) -> None:
    """Nor what a write answers."""
    signed_in = client.post(SESSION, json={"token": PERSON_TOKEN})
    answers = [signed_in, client.get(SESSION), client.get("/sign-in")]

    assert {"no-store"} == {each.headers["Cache-Control"] for each in answers}
    written = client.post("/api/v1/deployments", json=REPORT, headers=BEARER)
    assert "no-store" == written.headers["Cache-Control"]


def test_people_and_programs_get_answers_of_their_own(client: FlaskClient) -> None:
    """A cache between must not give one to the other."""
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    problem = client.get("/nowhere", headers={"Accept": "application/json"})

    assert ("text/html", "Accept") == (page.mimetype, page.headers["Vary"])
    assert "application/problem+json" == problem.mimetype
    assert "Accept" == problem.headers["Vary"]
    assert "Vary" not in client.get("/api/v1/nowhere").headers
