"""What the pages answer, and what goes with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.factory import create_app
from app.services import KEY
from app.settings import Settings
from tests.app import examples
from tests.app.examples import BEARER, PERSON_TOKEN, REPORT
from tests.places import Place

PAGES = ("/", "/environments/dev", "/deployments/1", "/sign-in")
HTML = {"Accept": "text/html"}
REPORTS = "/api/v1/deployments"
HOUR = timedelta(hours=1)


@pytest.fixture(name="lonely")
def _lonely(embedded: Place) -> Iterator[FlaskClient]:
    """A service whose Redis is away."""
    nowhere = replace(embedded, redis_url="redis://127.0.0.1:1/0")
    app = create_app(examples.settings(nowhere))
    yield app.test_client()
    app.extensions[KEY].close()


def report(client: FlaskClient) -> None:
    """Record a deployment."""
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)


def csrf(client: FlaskClient, path: str) -> str:
    """Return what the form on a page has to send along."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def sign_in(client: FlaskClient) -> int:
    """Sign in as a browser does, and return the status."""
    form = {"csrf_token": csrf(client, "/sign-in"), "token": PERSON_TOKEN}
    return client.post("/sign-in", data=form).status_code


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_do_little(client: FlaskClient, path: str) -> None:
    """No script, no frame, nothing from elsewhere."""
    report(client)
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]

    assert 200 == answer.status_code
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src" not in policy and "unsafe" not in policy
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "same-origin" == answer.headers["Referrer-Policy"]
    assert "same-origin" == answer.headers["Cross-Origin-Opener-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "<script" not in answer.text and " style=" not in answer.text


def test_each_figure_says_its_band(client: FlaskClient) -> None:
    """But for a figure that there is nothing of."""
    now = datetime.now(UTC)
    told = {"time": now.isoformat(), "committed": (now - HOUR).isoformat()}
    document = REPORT | told | {"environment": "production"}
    assert 201 == client.post(REPORTS, json=document, headers=BEARER).status_code
    figures = client.get("/environments/production").text.split('class="figure"')[1:]

    assert [["medium"], ["elite"], ["elite"], []] == [
        re.findall(r'class="badge band (\w+)"', each) for each in figures
    ]


def test_json_is_not_taken_for_a_page(client: FlaskClient) -> None:
    """That is all there is to say of it, and errors say it, too."""
    for path in ("/api/v1/environments", "/api/v1/nowhere"):
        headers = client.get(path).headers

        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "Content-Security-Policy" not in headers


def test_a_picture_may_do_as_little_as_a_page(client: FlaskClient) -> None:
    """One that is opened by itself could run scripts."""
    picture, *_ = re.findall(r'"(/static/icon[^"]+)"', client.get("/").text)
    policy = client.get(picture).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy


def test_only_by_https_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    """By HTTP the header means nothing, and a laptop has no certificate."""
    secure = client.get("/", base_url="https://ledger.example")

    assert "max-age=31536000" == secure.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_static_files_are_kept_for_good(client: FlaskClient) -> None:
    """Their names change with their content."""
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)
    answers = [client.get(path) for path in found]

    assert {200} == {answer.status_code for answer in answers}
    assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)
    assert 404 == client.get("/static/board.css").status_code


def test_the_cdn_is_where_static_files_come_from() -> None:
    """And nothing else does."""
    app = create_app(Settings(cdn_url="https://cdn.example/ledger"))
    answer = app.test_client().get("/nowhere", headers=HTML)

    assert 'href="https://cdn.example/ledger/static/board.' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'self' https://cdn.example;" in policy
    app.extensions[KEY].close()


def test_without_redis_the_board_goes_on(lonely: FlaskClient) -> None:
    """What runs where is asked most when something is broken."""
    report(lonely)

    for path in ("/", "/environments/dev", "/deployments/1"):
        assert 200 == lonely.get(path).status_code


def test_without_redis_nobody_signs_in_for_now(lonely: FlaskClient) -> None:
    """A page says so, and when to come back."""
    form = {"csrf_token": csrf(lonely, "/sign-in"), "token": PERSON_TOKEN}
    answer = lonely.post("/sign-in", data=form, headers=HTML)

    assert (503, "1") == (answer.status_code, answer.headers["Retry-After"])
    assert "could not reach the sessions" in answer.text
    assert answer.mimetype == "text/html"


def test_a_visitor_has_no_session(client: FlaskClient) -> None:
    """Whoever asks for the form again and again fills no memory."""
    wrong = {"csrf_token": csrf(client, "/sign-in"), "token": "guess"}
    assert 403 == client.post("/sign-in", data=wrong).status_code

    assert client.get_cookie("session") is None
    assert client.get_cookie("sign-in") is not None


def test_signing_in_changes_the_id_of_the_session(client: FlaskClient) -> None:
    """An id that somebody planted before is of no use after."""
    assert 303 == sign_in(client)
    before = client.get_cookie("session")

    assert 303 == sign_in(client)
    after = client.get_cookie("session")
    assert before and after and before.value != after.value

    client.set_cookie("session", before.value)
    assert "Sign in</button>" in client.get("/sign-in").text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/deployments/1/notes"])
def test_a_form_of_another_site_is_refused(client: FlaskClient, path: str) -> None:
    """It cannot know what our form sends along."""
    report(client)
    sign_in(client)
    form = {"csrf_token": "guess", "token": PERSON_TOKEN, "text": "hello"}

    assert 403 == client.post(path, data=form).status_code
    assert {"notes": []} == client.get("/api/v1/deployments/1/notes").json


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_without_a_session_is_refused(client: FlaskClient, path: str) -> None:
    """It may have been open for days: the answer says what to do."""
    answer = client.post(path, data={"token": PERSON_TOKEN}, headers=HTML)

    assert 403 == answer.status_code
    assert "load the page again" in answer.text


def test_a_note_is_shown_as_it_was_written(client: FlaskClient) -> None:
    """As text, in its lines."""
    report(client)
    sign_in(client)
    note = {"csrf_token": csrf(client, "/deployments/1"), "text": "a <b>\r\nc"}
    answer = client.post("/deployments/1/notes", data=note)

    assert (303, "/deployments/1#notes") == (answer.status_code, answer.location)
    assert "a &lt;b&gt;\nc" in client.get("/deployments/1").text


def test_a_note_that_is_refused_is_not_lost(client: FlaskClient) -> None:
    """It is still in the form, with what is wrong."""
    report(client)
    sign_in(client)
    note = {"csrf_token": csrf(client, "/deployments/1"), "text": "bell \a rings"}
    answer = client.post("/deployments/1/notes", data=note)

    assert 422 == answer.status_code
    assert "could not accept the note: it must be" in answer.text
    assert "bell \a rings" in answer.text


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient) -> None:
    """A copy of the cookie is of no use."""
    sign_in(client)
    kept = client.get_cookie("session")
    client.post("/sign-out", data={"csrf_token": csrf(client, "/sign-in")})

    assert kept and client.get_cookie("session") is None
    client.set_cookie("session", kept.value)
    assert 401 == client.get("/api/v1/session").status_code


def test_a_person_s_pages_are_not_kept_by_caches(client: FlaskClient) -> None:
    """The next one at the browser must not see them."""
    report(client)

    for path in ("/sign-in", "/deployments/1"):
        assert "no-store" == client.get(path).headers["Cache-Control"]


def test_a_wrong_cursor_is_refused_by_its_name(client: FlaskClient) -> None:
    """A page of its own for people, a problem for programs."""
    answer = client.get("/environments/dev?cursor=x", headers=HTML)

    assert (422, "text/html") == (answer.status_code, answer.mimetype)
    assert "<strong>cursor</strong> must be the next cursor" in answer.text


def test_the_factory_leaves_nothing_to_flask_s_static_files(app: Flask) -> None:
    """Two ways to one file would have two rules of caching."""
    assert app.static_folder is None
