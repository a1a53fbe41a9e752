"""How deployments are recorded and listed over HTTP."""

import json
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.domain.deployment import SERVICE
from tests.app.examples import BEARER, REPORT

URL = "/api/v1/deployments"


def post(client: FlaskClient, body: object) -> TestResponse:
    """Send a report with a good token."""
    return client.post(URL, json=body, headers=BEARER)


def wrong_fields(answer: TestResponse) -> list[str]:
    """Return the fields that a problem names."""
    return [error["field"] for error in json.loads(answer.text)["errors"]]


def test_a_recorded_deployment_is_listed(client: FlaskClient) -> None:
    """What was sent comes back, with a number."""
    answer = post(client, REPORT)

    assert (201, {"id": 1, "service": SERVICE, **REPORT}) == (
        answer.status_code,
        answer.json,
    )
    assert {"deployments": [answer.json], "next": None} == client.get(URL).json


def test_the_list_can_be_narrowed(client: FlaskClient) -> None:
    """By environment and by number."""
    for environment in ("dev", "staging", "staging"):
        post(client, {**REPORT, "environment": environment})

    listed = client.get(URL, query_string={"environment": "staging", "limit": "1"})

    assert [3] == [each["id"] for each in json.loads(listed.text)["deployments"]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("environment", "staging", id="environment"),
        pytest.param("status", "degraded", id="status"),
        pytest.param("digest", "sha256:" + "b" * 64, id="digest"),
        pytest.param("commit", "d" * 40, id="commit"),
        pytest.param("actor", "ada", id="actor"),
        pytest.param("since", "2026-03-01T12:00:01Z", id="after a moment"),
    ],
)
def test_each_filter_leaves_what_fits(
    client: FlaskClient, name: str, value: str
) -> None:
    """One that did nothing would show everything as if it fitted."""
    later = "2026-03-01T12:30:00Z"
    post(client, REPORT)
    post(client, {**REPORT, "time": later, **({name: value} if name in REPORT else {})})

    listed = client.get(URL, query_string={name: value})

    assert [2] == [each["id"] for each in json.loads(listed.text)["deployments"]]


def test_a_span_of_time_ends_before_its_end(client: FlaskClient) -> None:
    """So that spans that follow each other share nothing."""
    post(client, REPORT)
    post(client, {**REPORT, "time": "2026-03-01T12:30:00Z"})
    span = {"since": "2026-03-01T12:00:00Z", "until": "2026-03-01T12:30:00Z"}
    listed = client.get(URL, query_string=span)

    assert [1] == [each["id"] for each in json.loads(listed.text)["deployments"]]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("limit=0", "limit", id="limit too small"),
        pytest.param("limit=201", "limit", id="limit too big"),
        pytest.param("limit=ten", "limit", id="limit in words"),
        pytest.param("limit=%D9%A3", "limit", id="limit in other digits"),
        pytest.param("environment=prod", "environment", id="unknown environment"),
        pytest.param("env=dev", "env", id="misspelt filter"),
    ],
)
def test_a_bad_filter_is_named(client: FlaskClient, query: str, field: str) -> None:
    """A filter that is ignored would show wrong data as right."""
    answer = client.get(URL, query_string=query)

    assert (422, [field]) == (answer.status_code, wrong_fields(answer))


def test_a_wrong_report_names_its_fields_and_is_not_recorded(
    client: FlaskClient,
) -> None:
    """All or nothing."""
    answer = post(client, {**REPORT, "digest": "sha256:1", "status": "fine"})

    assert (422, ["digest", "status"]) == (answer.status_code, wrong_fields(answer))
    assert {"deployments": [], "next": None} == client.get(URL).json


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="broken JSON"),
        pytest.param(b"", "application/json", 400, id="nothing"),
        pytest.param(b"[]", "application/json", 400, id="a list"),
        pytest.param(b"\xff", "application/json", 400, id="not UTF-8"),
        pytest.param(b"1" * 5000, "application/json", 400, id="a huge number"),
        pytest.param(b"[" * 60_000, "application/json", 400, id="deep nesting"),
        pytest.param(b"{}", "text/plain", 415, id="another media type"),
        pytest.param(b" " * 65_536, "application/json", 400, id="as much as may be"),
        pytest.param(b" " * 65_537, "application/json", 413, id="too much"),
    ],
)
def test_a_body_is_refused_that_is(
    client: FlaskClient, body: bytes, media_type: str, status: int
) -> None:
    """Bodies that cannot be reports are the sender's fault, and said to be."""
    answer = client.post(URL, data=body, content_type=media_type, headers=BEARER)

    assert (status, status) == (answer.status_code, json.loads(answer.text)["status"])


def test_a_body_without_a_length_is_cut_off_nowhere(client: FlaskClient) -> None:
    """What is left of a body that goes on after the limit could be valid JSON."""
    body = json.dumps(REPORT).encode() + b" " * 100_000
    answer = client.post(
        URL,
        input_stream=BytesIO(body),
        content_type="application/json",
        headers={**BEARER, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert 413 == answer.status_code


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(None, id="no token"),
        pytest.param("Bearer open barley", id="unknown token"),
        pytest.param("Bearer ", id="empty token"),
        pytest.param("Bearer caf\xe9", id="token beyond ASCII"),
        pytest.param("Basic b3BlbiBzZXNhbWU6", id="another scheme"),
        pytest.param("open sesame", id="no scheme"),
    ],
)
def test_nobody_records_with(client: FlaskClient, header: str | None) -> None:
    """Writing takes a token, and the answer says which kind."""
    headers = {"Authorization": header} if header else {}
    answer = client.post(URL, json=REPORT, headers=headers)

    assert 401 == answer.status_code
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert {"deployments": [], "next": None} == client.get(URL).json


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)


@given(body=JSON | st.fixed_dictionaries({}, optional={name: JSON for name in REPORT}))
@hypothesis_settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_json_is_answered_with_a_server_error(app: Flask, body: object) -> None:
    """Whatever is sent, the service knows what to say."""
    answer = app.test_client().post(
        URL, data=json.dumps(body), content_type="application/json", headers=BEARER
    )

    assert answer.status_code in {201, 400, 422}


def test_pages_lead_to_all_deployments(client: FlaskClient) -> None:
    """By the cursor that each page ends with."""
    for _ in range(5):
        post(client, REPORT)

    numbers: list[int] = []
    query = {"limit": "2"}
    while True:
        page = json.loads(client.get(URL, query_string=query).text)
        numbers += [each["id"] for each in page["deployments"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]

    assert [5, 4, 3, 2, 1] == numbers


def test_one_deployment_has_an_address(client: FlaskClient) -> None:
    """And what is not there, or cannot be, is not found."""
    post(client, REPORT)

    assert {"id": 1, "service": SERVICE, **REPORT} == client.get(f"{URL}/1").json
    assert [404, 404] == [
        client.get(f"{URL}/{number}").status_code for number in (2, 2**63)
    ]


def test_a_key_makes_a_report_count_once(client: FlaskClient) -> None:
    """The second answer is the first one's; another body is a conflict."""
    headers = {**BEARER, "Idempotency-Key": "deploy-7"}
    first, again = (client.post(URL, json=REPORT, headers=headers) for _ in range(2))
    other = client.post(URL, json={**REPORT, "version": "2"}, headers=headers)

    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert 409 == other.status_code
    assert "Idempotency-Key" in json.loads(other.text)["detail"]


@pytest.mark.parametrize("key", ["", "a b", "x" * 256])
def test_a_key_that_is_none_is_named(client: FlaskClient, key: str) -> None:
    """Taken as no key, a repeated report would count twice."""
    headers = {**BEARER, "Idempotency-Key": key}
    answer = client.post(URL, json=REPORT, headers=headers)

    assert (422, ["Idempotency-Key"]) == (answer.status_code, wrong_fields(answer))
