"""How the service tells what runs where."""

import json

from flask.testing import FlaskClient

from tests.app.examples import BEARER, REPORT

OLD, NEW = "sha256:" + "a" * 64, "sha256:" + "b" * 64


URL = "/api/v1/environments"


def test_every_environment_is_listed_in_order(client: FlaskClient) -> None:
    """An environment without deployments is there, with nothing in it."""
    found = json.loads(client.get(URL).text)["environments"]

    assert ["dev", "staging", "production"] == [each["environment"] for each in found]
    assert all(each["current"] is each["previous"] is None for each in found)


def test_an_environment_shows_what_runs_and_the_way_back(client: FlaskClient) -> None:
    """The current release with its age and health, and the one before."""
    for digest, minute in ((OLD, "01"), (NEW, "02")):
        sent = {**REPORT, "digest": digest, "time": f"2026-03-01T12:{minute}:00Z"}
        client.post("/api/v1/deployments", json=sent, headers=BEARER)

    dev = json.loads(client.get(URL).text)["environments"][0]

    assert OLD == dev["previous"]["digest"]
    assert dev["current"] == {
        "digest": NEW,
        "commit": REPORT["commit"],
        "version": "1.4.0",
        "since": "2026-03-01T12:02:00Z",
        "health": "healthy",
    }
