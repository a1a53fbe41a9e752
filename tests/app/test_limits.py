"""What comes too often, and what is done about it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.factory import create_app
from app.memory.limits import Exceeded, Limit, Limits
from app.memory.process import ProcessStore
from app.memory.redis import RedisStore
from app.memory.store import Store
from app.services import KEY
from app.web.limits import network
from tests.app import examples
from tests.app.examples import ARGOCD, BEARER, PERSON_TOKEN, REPORT, Clock
from tests.places import Place

REPORTS, SESSION = "/api/v1/deployments", "/api/v1/session"
ELSEWHERE = {"X-Forwarded-For": "192.0.2.7"}
HTML = {"Accept": "text/html"}
TWO = Limit("writes", "token:a", 2)


def test_a_minute_has_so_many_and_the_next_one_as_many(store: Store) -> None:
    """Until then there is the number of seconds to wait."""
    clock = Clock(120.5)
    limits = Limits(store, ProcessStore(), clock)

    assert [None, None] == [limits.count([TWO]) for _ in range(2)]
    assert Exceeded(TWO, 60) == limits.count([TWO])
    clock.now = 179.9
    assert Exceeded(TWO, 1) == limits.count([TWO])
    clock.now = 180
    assert limits.count([TWO]) is None


def test_each_key_is_counted_by_itself(store: Store) -> None:
    """And the one that is used up is named."""
    limits = Limits(store, ProcessStore(), Clock(120.5))
    other = replace(TWO, key="token:b", most=1)

    assert limits.count([TWO, other]) is None
    assert Exceeded(other, 60) == limits.count([TWO, other])
    assert Exceeded(TWO, 60) == limits.count([TWO])


def test_nobody_is_counted_where_there_is_no_limit(store: Store) -> None:
    """A limit of 0 is none."""
    limits = Limits(store, ProcessStore(), Clock(120.5))

    assert {None} == {limits.count([replace(TWO, most=0)]) for _ in range(5)}


def test_none_gets_through_beside_others(store: Store) -> None:
    """Counting and looking is one step."""
    limits = Limits(store, ProcessStore(), Clock(120.5))
    ten = replace(TWO, most=10)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: limits.count([ten]), range(40)))

    assert 10 == found.count(None)


def test_without_redis_each_worker_counts_by_itself() -> None:
    """Reports are taken, and still not any number of them."""
    away = RedisStore.at("redis://127.0.0.1:1/0")
    limits = Limits(away, ProcessStore(), Clock(120.5))

    assert [None, None, Exceeded(TWO, 60)] == [limits.count([TWO]) for _ in range(3)]


def test_an_address_of_version_6_is_the_network_of_its_owner() -> None:
    """Who has one of them has all of them."""
    assert network("2001:db8::1") == network("2001:db8::ffff:1") == "2001:db8::/64"
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert ["192.0.2.7", ""] == [network("192.0.2.7"), network("")]


@pytest.fixture(name="strict")
def _strict(place: Place) -> Iterator[FlaskClient]:
    settings = replace(
        examples.settings(place),
        sign_in_limit=2,
        token_write_limit=2,
        address_write_limit=4,
    )
    app = create_app(settings)
    # The minute must not end in the middle of a test.
    limits = replace(app.extensions[KEY].limits, clock=Clock(120.5))
    replace(app.extensions[KEY], limits=limits).attach(app)
    yield app.test_client()
    app.extensions[KEY].close()


def report(client: FlaskClient, **headers: str) -> TestResponse:
    """Send a report."""
    return client.post(REPORTS, json=REPORT, headers=headers)


def test_a_token_writes_so_often_from_wherever(strict: FlaskClient) -> None:
    """The answer says when it may again; reading goes on."""
    first = [report(strict, **BEARER), report(strict, **BEARER, **ELSEWHERE)]
    refused = report(strict, **BEARER)
    problem = json.loads(refused.text)

    assert [201, 201, 429] == [each.status_code for each in (*first, refused)]
    assert "application/problem+json" == refused.content_type
    assert "more than 2 writes with one token" in problem["detail"]
    assert "60" == refused.headers["Retry-After"]
    assert 200 == strict.get(REPORTS).status_code
    assert 2 == len(json.loads(strict.get(REPORTS).text)["deployments"])
    assert 429 != strict.post("/api/v1/hooks/argocd", headers=ARGOCD).status_code


def test_whoever_tries_tokens_is_stopped_at_the_address(strict: FlaskClient) -> None:
    """With a right one, too; others are not."""
    guesses = [report(strict, Authorization=f"Bearer {n}") for n in range(4)]

    assert [401] * 4 == [each.status_code for each in guesses]
    assert "from one address" in report(strict, **BEARER).text
    assert 201 == report(strict, **BEARER, **ELSEWHERE).status_code


def test_sign_ins_are_counted_for_form_and_api_together(strict: FlaskClient) -> None:
    """Whether or not they succeed: a guess is one."""
    tried = [
        strict.post(SESSION, json={"token": "guess"}),
        strict.post("/sign-in", data={"token": "guess"}),
        strict.post(SESSION, json={"token": PERSON_TOKEN}),
        strict.post("/sign-in", data={"token": PERSON_TOKEN}, headers=HTML),
    ]

    assert [401, 403, 429, 429] == [each.status_code for each in tried]
    assert "text/html" == tried[-1].mimetype
    assert "more than 2 sign-ins from one address" in tried[-1].text
    elsewhere = strict.post(SESSION, json={"token": PERSON_TOKEN}, headers=ELSEWHERE)
    assert 201 == elsewhere.status_code


def test_a_session_writes_as_often_as_a_token(strict: FlaskClient) -> None:
    """It stands for one."""
    report(strict, **BEARER, **ELSEWHERE)
    signed_in = strict.post(SESSION, json={"token": PERSON_TOKEN})
    headers = {"X-CSRF-Token": json.loads(signed_in.text)["csrf_token"]}
    notes = [
        strict.post(f"{REPORTS}/1/notes", json={"text": "hi"}, headers=headers)
        for _ in range(3)
    ]

    assert [201, 201, 429] == [each.status_code for each in notes]


def test_nothing_that_writes_is_left_out(strict: FlaskClient) -> None:
    """Whatever its path; the document says so, too."""
    for _ in range(4):
        strict.post("/nowhere")
    methods = {"POST", "PUT", "PATCH", "DELETE"}
    for rule in strict.application.url_map.iter_rules():
        for method in (rule.methods or set()) & methods:
            path = rule.rule.replace("<int:number>", "1")
            if path not in (SESSION, "/sign-in") or method == "DELETE":
                assert 429 == strict.open(path, method=method).status_code, path

    document = json.loads(strict.get("/api/openapi.json").text)
    for each in document["paths"].values():
        for method, operation in each.items():
            assert ("429" in operation["responses"]) == (method != "get")
