"""Does the service work below a path of another host."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.factory import create_app
from app.services import KEY
from tests.app import examples
from tests.app.examples import BEARER, PERSON_TOKEN, REPORT
from tests.asking import ask
from tests.places import Place
from tests.serving import serving

BELOW = {"X-Forwarded-Prefix": "/ledger"}
HTTPS = "https://tools.example"
PAGES = ("/", "/environments/dev", "/deployments/1", "/sign-in", "/nowhere")
LINK = re.compile(r'(?:href|src|action)="([^"#]+)')


@pytest.fixture(name="below")
def _below(embedded: Place) -> Iterator[FlaskClient]:
    """A service that is told where it is, with a report in it."""
    settings = replace(examples.settings(embedded), base_path="/ledger")
    app = create_app(settings)
    client = app.test_client()
    client.post("/ledger/api/v1/deployments", json=REPORT, headers=BEARER)
    yield client
    app.extensions[KEY].close()


def page(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """Return a page."""
    return client.get(path, headers={"Accept": "text/html", **headers})


@pytest.mark.parametrize("path", PAGES)
def test_every_link_stays_below_the_path(below: FlaskClient, path: str) -> None:
    """And leads to something."""
    found = LINK.findall(unescape(page(below, f"/ledger{path}").text))

    assert len(found) > 5
    for link in found:
        assert link.startswith("/ledger/"), link
        assert below.get(link).status_code in (200, 405), link


@pytest.mark.parametrize("path", PAGES)
def test_a_proxy_may_cut_the_path_off_or_not(
    client: FlaskClient, embedded: Place, path: str
) -> None:
    """The pages are the same."""
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)
    cut, whole = (page(client, f"{each}{path}", **BELOW) for each in ("", "/ledger"))
    links = LINK.findall(cut.text)

    assert links and all(each.startswith("/ledger/") for each in links)
    assert (cut.status_code, links) == (whole.status_code, LINK.findall(whole.text))


@pytest.mark.parametrize(
    "named",
    [
        pytest.param("//evil.example", id="another host"),
        pytest.param("/../x", id="dots"),
        pytest.param("ledger", id="no slash"),
        pytest.param('/"><b>', id="markup"),
        pytest.param("/a, /b", id="two of them"),
        pytest.param("/", id="nothing"),
    ],
)
def test_what_is_no_path_counts_as_none(client: FlaskClient, named: str) -> None:
    """Pages have the links that they have without it."""
    plain = LINK.findall(page(client, "/sign-in").text)
    given = page(client, "/sign-in", **{"X-Forwarded-Prefix": named})

    assert plain == LINK.findall(given.text)


def test_nobody_else_may_say_where_it_is(client: FlaskClient) -> None:
    """It would put links of theirs on pages that are kept for all."""
    stranger = {"REMOTE_ADDR": "192.0.2.9"}
    answer = client.get("/", headers=BELOW, environ_overrides=stranger)

    assert 200 == answer.status_code
    assert "/ledger" not in answer.text
    told = client.get("/ledger/", headers=BELOW, environ_overrides=stranger)
    assert 404 == told.status_code


def test_a_page_that_is_kept_is_kept_for_its_path(client: FlaskClient) -> None:
    """Two proxies may have the service below two paths."""
    there, other, here = (
        LINK.findall(page(client, "/", **headers).text)
        for headers in (BELOW, {"X-Forwarded-Prefix": "/other"}, {})
    )

    assert there == [f"/ledger{each}" for each in here]
    assert other == [f"/other{each}" for each in here]


def test_a_visit_stays_below_the_path(below: FlaskClient) -> None:
    """Redirects and cookies, too: others on the host do not get them."""
    form = page(below, "/ledger/sign-in")
    csrf = re.findall(r'name="csrf_token" value="([^"]+)"', form.text)
    assert "Path=/ledger" in form.headers["Set-Cookie"]
    signed_in = below.post(
        "/ledger/sign-in", data={"csrf_token": csrf[0], "token": PERSON_TOKEN}
    )

    assert (303, "/ledger/sign-in") == (signed_in.status_code, signed_in.location)
    assert "Path=/ledger" in signed_in.headers["Set-Cookie"]
    csrf = re.findall('value="([^"]+)"', page(below, "/ledger/deployments/1").text)
    note = {"csrf_token": csrf[0], "text": "Ship it."}
    written = below.post("/ledger/deployments/1/notes", data=note)
    assert "/ledger/deployments/1#notes" == written.location
    out = below.post("/ledger/sign-out", data={"csrf_token": csrf[0]})
    assert "/ledger/" == out.location
    assert below.get_cookie("session", path="/ledger") is None


def test_by_https_the_cookie_has_a_name_that_a_path_may_have(
    below: FlaskClient,
) -> None:
    """Browsers refuse the other one."""
    answer = below.post(
        "/ledger/api/v1/session", json={"token": PERSON_TOKEN}, base_url=HTTPS
    )

    assert answer.headers["Set-Cookie"].startswith("__Secure-session=")
    assert "Secure;" in answer.headers["Set-Cookie"]


def test_the_api_is_described_where_it_is(below: FlaskClient) -> None:
    """And nowhere else."""
    document = json.loads(below.get("/ledger/api/openapi.json").text)
    refused = json.loads(below.get("/ledger/api/v1/session").text)

    assert [{"url": "/ledger"}] == document["servers"]
    assert "sign in at /ledger/sign-in" in refused["detail"]


def test_the_real_server_does_it_and_probes_need_no_path(
    embedded: Place, tmp_path: Path
) -> None:
    """They ask the process, not the proxy."""
    with serving(embedded, tmp_path, WEB_CONCURRENCY="1", BASE_PATH="/led") as server:
        assert 200 == server.get("/healthz")[0]
        assert 200 == server.get("/led/api/v1/environments")[0]
        assert 'href="/led/sign-in"' in server.get("/led/")[1]
        named = ask(server.port, "GET", "/ledger/", None, BELOW)
        assert 'href="/ledger/sign-in"' in named[1]
