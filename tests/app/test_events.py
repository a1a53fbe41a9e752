"""Does the log tell who came in, who was kept out, and who asked for what."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests.app.examples import BEARER, PERSON_TOKEN, REPORT, TOKEN, hashed

REPORTS, SESSION = "/api/v1/deployments", "/api/v1/session"
FROM = {"X-Forwarded-For": "192.0.2.7"}
CLIENT = "192.0.2.7"

SignIn = Callable[[FlaskClient, str], None]


@pytest.fixture(name="lines")
def _lines() -> Iterator[list[EventDict]]:
    with capture_logs(processors=[merge_contextvars]) as lines:
        yield lines


def by_api(client: FlaskClient, token: str) -> None:
    """Sign in as a program does, and out when that succeeds."""
    answer = client.post(SESSION, json={"token": token}, headers=FROM)
    if answer.status_code == 201:
        csrf = json.loads(answer.text)["csrf_token"]
        client.delete(SESSION, headers={"X-CSRF-Token": csrf, **FROM})


def by_form(client: FlaskClient, token: str) -> None:
    """Sign in as a person does, and out when that succeeds."""
    if send(client, "/sign-in", token=token) == 303:
        send(client, "/sign-out")


def send(client: FlaskClient, path: str, **fields: str) -> int:
    """Send the form of the account's page, and return the status."""
    page = client.get("/sign-in").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    form = {"csrf_token": found[1], **fields}
    return client.post(path, data=form, headers=FROM).status_code


def events(lines: list[EventDict]) -> list[tuple[object, ...]]:
    """Return what was told beside requests: what, of whom, and from where."""
    return [
        (each["event"], each.get("caller"), each["client"])
        for each in lines
        if each["event"] != "request"
    ]


@pytest.mark.parametrize("way", [by_api, by_form])
def test_signing_in_and_out_is_told(
    client: FlaskClient, lines: list[EventDict], way: SignIn
) -> None:
    """By the name of the person, with the address."""
    way(client, PERSON_TOKEN)

    assert [("signed in", "ada", CLIENT), ("signed out", "ada", CLIENT)] == events(
        lines
    )


@pytest.mark.parametrize("way", [by_api, by_form])
def test_a_sign_in_that_is_refused_is_told(
    client: FlaskClient, lines: list[EventDict], way: SignIn
) -> None:
    """Nobody knows of whom: what was tried is not written down."""
    way(client, "a guess")

    assert [("sign-in refused", None, CLIENT)] == events(lines)
    assert "a guess" not in str(lines) and hashed("a guess") not in str(lines)


def test_a_request_bears_the_name_of_its_token(
    client: FlaskClient, lines: list[EventDict]
) -> None:
    """Never the token; and the next request is somebody else's."""
    client.post(REPORTS, json=REPORT, headers=BEARER | FROM)
    client.get(REPORTS)
    client.post(REPORTS, json=REPORT, headers={"Authorization": "Bearer x"} | FROM)

    requests = [each for each in lines if each["event"] == "request"]
    assert ["ci", None, None] == [each.get("caller") for each in requests]
    assert [("token refused", None, CLIENT)] == events(lines)
    assert TOKEN not in str(lines) and hashed(TOKEN) not in str(lines)


def test_a_request_bears_the_name_of_its_person(
    client: FlaskClient, lines: list[EventDict]
) -> None:
    """From the first page after signing in."""
    client.post(SESSION, json={"token": PERSON_TOKEN})
    client.get("/sign-in")
    client.get("/")

    assert ["ada", None] == [
        each.get("caller")
        for each in lines
        if each["event"] == "request" and each["method"] == "GET"
    ]
