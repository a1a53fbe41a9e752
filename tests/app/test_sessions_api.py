"""How people sign in over the API, and what they may then."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.services import Services
from tests.app.examples import BEARER, PERSON_TOKEN, REPORT, hashed

URL = "/api/v1/session"
NOTES = "/api/v1/deployments/1/notes"
HTTPS = "https://ledger.example"


def sign_in(client: FlaskClient, token: str = PERSON_TOKEN) -> TestResponse:
    """Sign in with a token."""
    return client.post(URL, json={"token": token})


def csrf(client: FlaskClient) -> dict[str, str]:
    """Sign in, and return the header that writes have to carry."""
    return {"X-CSRF-Token": json.loads(sign_in(client).text)["csrf_token"]}


def report(client: FlaskClient) -> None:
    """Record the deployment that notes are on."""
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)


def test_a_person_signs_in_with_a_token(client: FlaskClient) -> None:
    """And is known from then on."""
    answer = sign_in(client)

    assert (201, "ada") == (answer.status_code, json.loads(answer.text)["person"])
    assert answer.json == client.get(URL).json


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("guess", id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("\ud800", id="no Unicode"),
    ],
)
def test_nobody_signs_in_with_a_token_that_is(client: FlaskClient, token: str) -> None:
    """The answer does not tell what was wrong with it."""
    answer = sign_in(client, token)

    assert 401 == answer.status_code
    assert "Set-Cookie" not in answer.headers
    assert 401 == client.get(URL).status_code


def test_a_token_that_is_no_text_is_named(client: FlaskClient) -> None:
    """As every other wrong field."""
    answer = client.post(URL, json={"token": 7})

    assert [{"field": "token", "detail": "must be a text"}] == (
        json.loads(answer.text)["errors"]
    )


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    client: FlaskClient,
) -> None:
    """By HTTPS it belongs to this very host, too."""
    plain = sign_in(client).headers["Set-Cookie"]
    secure = client.post(URL, json={"token": PERSON_TOKEN}, base_url=HTTPS)
    cookie = secure.headers["Set-Cookie"]

    assert plain.startswith("session=") and "Secure" not in plain
    assert cookie.startswith("__Host-session=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


def test_a_session_cannot_be_invented(client: FlaskClient) -> None:
    """Only ids that the server gave out are known."""
    client.set_cookie("session", "guess")

    assert 401 == client.get(URL).status_code


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient) -> None:
    """A copy of the cookie is of no use."""
    headers = csrf(client)
    cookie = client.get_cookie("session")

    assert 204 == client.delete(URL, headers=headers).status_code
    assert cookie and client.get_cookie("session") is None
    client.set_cookie("session", cookie.value)
    assert 401 == client.get(URL).status_code


@pytest.mark.parametrize(
    "left",
    [
        pytest.param((), id="the person"),
        pytest.param((("ada", "f" * 64),), id="the token"),
        pytest.param((("bob", hashed(PERSON_TOKEN)),), id="the name"),
    ],
)
def test_a_session_ends_with_what_it_began_with(
    client: FlaskClient, services: Services, left: tuple[tuple[str, str], ...]
) -> None:
    """An operator removes it from the settings, and need not wait for eight hours."""
    sign_in(client)
    assert 200 == client.get(URL).status_code
    settings = replace(services.settings, sign_in_token_hashes=left)
    replace(services, settings=settings).attach(client.application)

    assert 401 == client.get(URL).status_code


def test_a_note_bears_the_name_of_its_author(client: FlaskClient) -> None:
    """Nobody writes in the name of somebody else."""
    report(client)
    answer = client.post(NOTES, json={"text": " Ship it.\n"}, headers=csrf(client))
    note = json.loads(answer.text)

    assert (201, "ada", "Ship it.") == (
        answer.status_code,
        note["author"],
        note["text"],
    )
    assert {"notes": [note]} == client.get(NOTES).json


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"text": " \n"}, "text", id="blank"),
        pytest.param({"text": "a" * 2001}, "text", id="too long"),
        pytest.param({"text": "a\0b"}, "text", id="with a NUL"),
        pytest.param({}, "text", id="missing"),
        pytest.param({"text": "a", "author": "eve"}, "author", id="of another author"),
    ],
)
def test_a_note_is_refused_that_is(
    client: FlaskClient, body: dict[str, str], field: str
) -> None:
    """By the name of its field, and nothing is kept."""
    report(client)
    answer = client.post(NOTES, json=body, headers=csrf(client))
    errors = json.loads(answer.text)["errors"]

    assert (422, [field]) == (answer.status_code, [each["field"] for each in errors])
    assert {"notes": []} == client.get(NOTES).json


def test_strangers_write_no_notes(client: FlaskClient) -> None:
    """A token that may report is no person, either."""
    report(client)

    assert 401 == client.post(NOTES, json={"text": "hi"}).status_code
    refused = client.post(NOTES, json={"text": "hi"}, headers=BEARER)
    assert 401 == refused.status_code


@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "guess"}])
def test_a_page_of_another_site_writes_nothing(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    """The browser sends the cookie along; what it does not know is the token."""
    report(client)
    sign_in(client)

    assert 403 == client.post(NOTES, json={"text": "hi"}, headers=headers).status_code
    assert 403 == client.delete(URL, headers=headers).status_code
    assert 200 == client.get(URL).status_code


def test_there_are_no_notes_on_what_is_not_there(client: FlaskClient) -> None:
    """Nor do they wait for it."""
    headers = csrf(client)

    assert 404 == client.get(NOTES).status_code
    assert 404 == client.post(NOTES, json={"text": "hi"}, headers=headers).status_code
