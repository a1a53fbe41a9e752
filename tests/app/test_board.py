"""What the pages answer, and what goes with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.deployment import Environment
from app.factory import create_app
from app.services import KEY
from app.settings import Settings
from app.store.ledger import Ledger
from tests.app import examples
from tests.app.examples import BEARER, DEPLOYMENT, PERSON_TOKEN, REPORT, refill
from tests.places import Place

PAGES = ("/", "/environments/dev", "/deployments", "/deployments/1", "/sign-in")
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


def test_a_deployment_leads_to_its_run_and_its_report(client: FlaskClient) -> None:
    """And names who let it in; so does the card of what serves."""
    told = {"run": "https://ci.example/7", "report": "https://ci.example/7/report"}
    started = REPORT | told | {"approved_by": "mira", "status": "started"}
    for document in (started, REPORT):
        assert 201 == client.post(REPORTS, json=document, headers=BEARER).status_code
    card = client.get("/environments/dev").text.split("</article>")[0]

    for page in (client.get("/deployments/1").text, card):
        assert 'href="https://ci.example/7"' in page
        assert 'href="https://ci.example/7/report"' in page
        assert "mira" in page


def test_an_approval_counts_where_it_was_given(client: FlaskClient) -> None:
    """Who let a release into staging did not let it into production."""
    approved = REPORT | {"environment": "staging", "approved_by": "mira"}
    client.post(REPORTS, json=approved, headers=BEARER)
    elsewhere = REPORT | {"environment": "production"}
    client.post(REPORTS, json=elsewhere, headers=BEARER)

    assert "approved by mira" in client.get("/environments/staging").text
    assert "mira" not in client.get("/environments/production").text


def test_the_board_says_what_production_lacks(client: FlaskClient) -> None:
    """And what is on its way."""
    for changes in (
        {"environment": "staging"},
        {"environment": "production", "status": "started"},
    ):
        client.post(REPORTS, json=REPORT | changes, headers=BEARER)
    board = client.get("/").text

    assert "In staging, not in production" in board
    assert "cccccccccccc" in board.split('class="ahead"')[1].split("</ul>")[0]
    assert "<strong>1.4.0</strong> is on its way" in board


def test_each_service_has_a_board(client: FlaskClient) -> None:
    """With its own reports, and links to the others."""
    client.post(REPORTS, json=REPORT, headers=BEARER)
    assert "/?service=" not in client.get("/").text.split("<main")[1].split("cards")[1]
    client.post(
        REPORTS,
        json=REPORT | {"service": "shop", "version": "shop-7.7"},
        headers=BEARER,
    )

    ours, shop = client.get("/").text, client.get("/?service=shop").text
    assert "shop-7.7" not in ours and "shop-7.7" in shop and "1.4.0" not in shop
    assert 'href="/?service=shop"' in ours
    assert 'href="/environments/dev?service=shop"' in shop
    assert "shop-7.7" in client.get("/environments/dev?service=shop").text
    assert "shop-7.7" not in client.get("/environments/dev").text
    assert 404 == client.get("/?service=nobody").status_code


def test_a_board_loads_itself_for_who_asks_for_it_only(client: FlaskClient) -> None:
    """By a header: there are no scripts."""
    assert "Refresh" not in client.get("/").headers
    assert "30" == client.get("/?refresh=30").headers["Refresh"]
    assert 422 == client.get("/?refresh=1").status_code


def test_many_reports_on_one_environment_leave_room_for_others(
    client: FlaskClient, ledger: Ledger
) -> None:
    """And the board says which of them it does not show."""
    now = datetime.now(UTC)
    dev = [replace(DEPLOYMENT, time=now - n * HOUR / 10) for n in range(201)]
    before = replace(
        DEPLOYMENT, environment=Environment.PRODUCTION, time=now - 48 * HOUR
    )
    refill(ledger, [*dev, before])
    board = client.get("/").text

    assert 'aria-label="production: 1.4.0 healthy' in board
    assert 200 == board.count('aria-label="dev: 1.4.0 healthy')
    assert "dev: there are too many reports to show those before" in board
    assert "production: there are too many" not in board


def test_a_search_keeps_what_was_asked_for(client: FlaskClient) -> None:
    """A form sends its empty fields, too."""
    report(client)
    found = client.get("/deployments?text=1.4&service=&environment=dev&status=")
    nothing = client.get("/deployments?text=zzz&status=healthy")

    assert '<td><a href="/deployments/1"' in found.text
    assert 'value="1.4"' in found.text
    assert re.search(r"<option selected>dev</option>", found.text)
    assert "Nothing fits." in nothing.text
    assert 422 == client.get("/deployments?status=fine").status_code


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
