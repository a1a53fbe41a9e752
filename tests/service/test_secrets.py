"""Does a secret ever get into the log."""

import json
from pathlib import Path

import requests

from tests.app.examples import PERSON_TOKEN, REPORT, TOKEN, hashed
from tests.places import Place
from tests.serving import Server, serving

PASSWORD = "canary-in-the-database-url"
COOKIE = "canary-in-the-cookie"
GUESS = "canary-in-a-wrong-token"
NOTE = "canary-in-a-note"


def visit(server: Server) -> None:
    """Send secrets every way they can come, well and badly."""
    for token in (TOKEN, GUESS):
        headers = {"Authorization": f"Bearer {token}", "Cookie": f"session={COOKIE}"}
        for body in (json.dumps(REPORT), f'{{"token": "{token}', "[]"):
            url = f"{server.url}/api/v1/deployments"
            json_headers = {**headers, "Content-Type": "application/json"}
            requests.post(url, data=body, headers=json_headers, timeout=30)
    for token in (PERSON_TOKEN, GUESS):
        with requests.Session() as browser:
            browser.post(
                f"{server.url}/api/v1/session", json={"token": token}, timeout=30
            )
            browser.post(f"{server.url}/sign-in", data={"token": token}, timeout=30)
            notes = f"{server.url}/deployments/1/notes"
            browser.post(notes, data={"text": NOTE}, timeout=30)


def log_of(place: Place, folder: Path, **more: str) -> str:
    """Return all that a service writes while secrets come."""
    folder.mkdir()
    with serving(place, folder, LOG_LEVEL="debug", **more) as server:
        visit(server)
        # gunicorn's own words end here too: it prints its whole configuration.
        return (folder / "stdout").read_text() + (folder / "stderr").read_text()


def found(log: str) -> list[str]:
    """Return the secrets that are in a log."""
    tokens = (TOKEN, PERSON_TOKEN, GUESS)
    secrets = (*tokens, *map(hashed, tokens), PASSWORD, COOKIE, NOTE)
    return [secret for secret in secrets if secret in log]


def test_no_secret_is_logged(served: Place, tmp_path: Path) -> None:
    """Neither of those who may, nor of those who may not."""
    log = log_of(served, tmp_path / "whole")

    assert '"event": "request"' in log
    assert [] == found(log)


def test_no_secret_is_logged_when_the_database_is_away(tmp_path: Path) -> None:
    """Drivers like to tell what they were asked."""
    url = f"postgresql+psycopg://ledger:{PASSWORD}@127.0.0.1:1/ledger"
    log = log_of(Place(url), tmp_path / "lonely")

    assert "database unavailable" in log
    assert [] == found(log)


def test_a_secret_would_be_found() -> None:
    """The check can fail."""
    assert [NOTE] == found(f'{{"event": "request", "text": "{NOTE}"}}')
