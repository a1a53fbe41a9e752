"""Does the API do over the network, on real servers, what it promises?"""

from itertools import pairwise
from secrets import token_hex

import pytest

from tests.integration import tokens
from tests.integration.client import DEPLOYMENTS, SESSION, Client
from tests.integration.reports import ago, application, report

HOOK = "/api/v1/hooks/argocd"
PROBLEM = "application/problem+json"


def test_a_report_is_recorded_and_told(client: Client) -> None:
    """As it was sent, under a number and at the address that the answer names."""
    sent = report()
    answer = client.report(sent)
    entry = answer.json()

    assert 201 == answer.status_code
    added = {"id": entry["id"], "service": "release-ledger", "time": entry["time"]}
    assert {**sent, **added} == entry
    assert entry == client.get(f"{DEPLOYMENTS}/{entry['id']}").json()


@pytest.mark.parametrize("name", ["environment", "status", "digest", "commit", "actor"])
def test_the_list_can_be_narrowed(client: Client, name: str) -> None:
    """To what has a value, the newest first."""
    kept = client.recorded(report(actor=token_hex(8), environment="staging"))
    other = client.recorded(report(status="started"))
    found = client.get(DEPLOYMENTS, **{name: kept[name]}).json()["deployments"]

    assert kept == found[0]
    assert other not in found
    assert {kept[name]} == {each[name] for each in found}


def test_a_cursor_leads_through_all_pages(client: Client) -> None:
    """Each report once, in order, however many there are on a page."""
    actor = token_hex(8)
    sent = [
        client.recorded(report(actor=actor, time=ago(minutes=minutes)))
        for minutes in range(5)
    ]
    found: list[dict[str, object]] = []
    query: dict[str, str | int] = {"actor": actor, "limit": 2}
    while True:
        page = client.get(DEPLOYMENTS, **query).json()
        found += page["deployments"]
        if not page.get("next"):
            break
        query["cursor"] = page["next"]

    assert sent == found
    assert all(str(a["time"]) > str(b["time"]) for a, b in pairwise(found))


def test_an_environment_shows_what_it_serves(client: Client) -> None:
    """And what it served before."""
    before = client.recorded(report(environment="production", time=ago(minutes=2)))
    now = client.recorded(report(environment="production"))
    environments = client.get("/api/v1/environments").json()["environments"]
    [production] = [e for e in environments if e["environment"] == "production"]

    assert now["digest"] == production["current"]["digest"]
    assert before["digest"] == production["previous"]["digest"]


def test_a_change_counts_in_the_dora_figures(client: Client) -> None:
    """From the next answer on, although answers are kept for a while."""
    before = client.get("/api/v1/dora").json()["deployments"]
    client.recorded(report(environment="production"))

    assert before + 1 == client.get("/api/v1/dora").json()["deployments"]


def test_argo_cd_reports_what_a_pipeline_has_reported(client: Client) -> None:
    """Twice the same counts once."""
    known = client.recorded(report())
    body = application(known["digest"])
    first = client.post(HOOK, body, tokens.HOOK)

    assert (201, "staging") == (first.status_code, first.json()["environment"])
    assert known["commit"] == first.json()["commit"]
    unknown = client.post(HOOK, application(f"sha256:{'0' * 64}"), tokens.HOOK)
    assert 422 == unknown.status_code


def test_a_report_with_a_key_counts_once(client: Client) -> None:
    """And the key is not good for anything else."""
    key = {"Idempotency-Key": token_hex(8)}
    sent = report()
    first, again = client.report(sent, **key), client.report(sent, **key)

    assert (201, 201) == (first.status_code, again.status_code)
    assert first.json() == again.json()
    assert 409 == client.report(report(), **key).status_code


def test_a_person_signs_in_and_writes_a_note(client: Client) -> None:
    """In their own name, as long as they are signed in."""
    notes = f"{DEPLOYMENTS}/{client.recorded(report())['id']}/notes"
    headers = client.signed_in()
    note = client.post(notes, {"text": "Looks good."}, headers)

    assert (201, tokens.NAME) == (note.status_code, note.json()["author"])
    assert {"notes": [note.json()]} == client.get(notes).json()
    client.session.delete(client.url + SESSION, headers=headers, timeout=30)
    assert 401 == client.post(notes, {"text": "Again."}, headers).status_code


def test_a_page_of_another_site_writes_no_note(client: Client) -> None:
    """The browser would send the cookie, but cannot know the token."""
    notes = f"{DEPLOYMENTS}/{client.recorded(report())['id']}/notes"
    client.signed_in()

    assert 403 == client.post(notes, {"text": "Got you."}).status_code
    assert {"notes": []} == client.get(notes).json()


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        pytest.param(DEPLOYMENTS, report(), {}, 401, id="no token"),
        pytest.param(DEPLOYMENTS, report(), tokens.HOOK, 401, id="another's token"),
        pytest.param(DEPLOYMENTS, [], tokens.BEARER, 400, id="no object"),
        pytest.param(
            DEPLOYMENTS, report(status="fine"), tokens.BEARER, 422, id="wrong field"
        ),
        pytest.param(
            f"{DEPLOYMENTS}/0/notes", {"text": "hi"}, {}, 401, id="nobody's note"
        ),
        pytest.param("/api/v1/nowhere", {}, {}, 404, id="no such path"),
        pytest.param("/api/v1/dora", {}, {}, 405, id="no such method"),
    ],
)
def test_what_is_wrong_is_answered_with_a_problem(
    client: Client, path: str, body: object, headers: dict[str, str], status: int
) -> None:
    """One that says what it was."""
    answer = client.post(path, body, headers)

    assert (status, PROBLEM) == (answer.status_code, answer.headers["Content-Type"])
    assert status == answer.json()["status"]
    assert answer.json()["detail"]
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]
