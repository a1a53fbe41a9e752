"""Does every refusal say what was wrong, where, and what to do."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.app.examples import BEARER, PERSON_TOKEN, REPORT

URL = "/api/v1/deployments"
SESSION = "/api/v1/session"
TOLD = re.compile(r"could not .+[:;] .+", re.DOTALL)


def send(client: FlaskClient, body: str | bytes, **more: str) -> dict[str, object]:
    """Send a body as a report, and return the problem."""
    kind = more.get("content_type", "application/json")
    answer = client.post(URL, data=body, content_type=kind, headers=BEARER)
    problem: dict[str, object] = json.loads(answer.text)
    assert answer.status_code == problem["status"] in (400, 413, 415, 422)
    return problem


@pytest.mark.parametrize(
    ("body", "at", "what"),
    [
        pytest.param("{", (1, 2), "property name", id="cut off"),
        pytest.param('{\n  "a": 1,\n  b: 2}', (3, 3), "property name", id="no quotes"),
        pytest.param("", (1, 1), "expecting value", id="nothing"),
        pytest.param('{"a": 1} {}', (1, 10), "extra data", id="two of them"),
        pytest.param(b'{"\xc3\xa9": "\xff', (1, 8), "UTF-8", id="no UTF-8"),
    ],
)
def test_what_is_no_json_is_so_at_a_line_and_a_column(
    client: FlaskClient, body: str | bytes, at: tuple[int, int], what: str
) -> None:
    """For people in words, for programs as numbers."""
    problem = send(client, body)

    assert at == (problem["line"], problem["column"])
    assert f"at line {at[0]}, column {at[1]}: " in str(problem["detail"])
    assert what in str(problem["detail"])


@pytest.mark.parametrize(
    ("body", "what"),
    [
        pytest.param(
            '{"status": "a", "status": "b"}', "'status' stands twice", id="name"
        ),
        pytest.param('{"a": [{"b": 1, "b": 1}]}', "'b' stands twice", id="within"),
        pytest.param('{"schema": NaN}', "NaN is no JSON", id="no number"),
        pytest.param('{"schema": -Infinity}', "-Infinity is no JSON", id="no end"),
        pytest.param("[" * 60_000, "nested too deeply", id="deep"),
        pytest.param("1" * 5000, "a number in it is too long", id="long number"),
        pytest.param("[]", "no JSON object", id="a list"),
        pytest.param(b" " * 65_537, "longer than 65536 bytes", id="too much"),
    ],
)
def test_a_body_that_could_be_misread_is_refused(
    client: FlaskClient, body: str | bytes, what: str
) -> None:
    """Python would take most of them, and each reader as something else."""
    assert what in str(send(client, body)["detail"])


def test_a_body_of_another_kind_is_named(client: FlaskClient) -> None:
    """With what would be read."""
    problem = send(client, "a: 1", content_type="text/yaml")

    assert "its Content-Type is 'text/yaml'; send JSON" in str(problem["detail"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/nowhere", 404, id="page"),
        pytest.param("GET", "/api/v1/nowhere", 404, id="path"),
        pytest.param("GET", f"{URL}/7", 404, id="deployment"),
        pytest.param("GET", f"{URL}/x", 404, id="no number"),
        pytest.param("GET", "/environments/moon", 404, id="environment"),
        pytest.param("GET", "/static/x", 404, id="file"),
        pytest.param("DELETE", "/healthz", 405, id="method"),
        pytest.param("GET", SESSION, 401, id="nobody"),
        pytest.param("POST", URL, 401, id="no token"),
        pytest.param("POST", "/sign-in", 403, id="no form"),
        pytest.param("POST", "/sign-out", 403, id="no session"),
        pytest.param("POST", SESSION, 415, id="media type"),
        pytest.param("GET", f"{URL}?limit=0", 422, id="parameter"),
    ],
)
def test_a_refusal_says_what_and_what_to_do(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    """In the words of this service, not of its framework."""
    problem = json.loads(client.open(path, method=method).text)

    assert status == problem["status"]
    assert TOLD.fullmatch(problem["detail"]), problem["detail"]


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    """In words, beside the header."""
    problem = json.loads(client.patch(URL).text)

    assert "could not answer PATCH to '/api/v1/deployments'" in problem["detail"]
    assert "GET, HEAD, OPTIONS, POST" in problem["detail"]


@pytest.mark.parametrize(
    ("path", "field", "detail"),
    [
        pytest.param(
            f"{URL}?limit=1&limit=2", "limit", "must be given once", id="twice"
        ),
        pytest.param(
            "/api/v1/dora?env=dev",
            "env",
            "must not be given: the parameters are environment, days, service",
            id="unknown",
        ),
        pytest.param(
            f"{URL}/1?x=1", "x", "must not be given: the parameters are none", id="any"
        ),
        pytest.param(
            "/environments/dev?page=2",
            "page",
            "must not be given: the parameters are service, cursor",
            id="of a page",
        ),
        pytest.param(
            "/api/v1/environments?service=a&service=b",
            "service",
            "must be given once",
            id="on a cached answer",
        ),
    ],
)
def test_parameters_are_known_and_stand_once(
    client: FlaskClient, path: str, field: str, detail: str
) -> None:
    """One that is ignored would show wrong data as right."""
    answer = client.get(path)
    problem = json.loads(answer.text)

    assert 422 == answer.status_code
    assert [{"field": field, "detail": detail}] == problem["errors"]


def test_a_write_takes_no_parameters(client: FlaskClient) -> None:
    """Nor does it happen."""
    answer = client.post(f"{URL}?dry_run=1", json=REPORT, headers=BEARER)

    assert 422 == answer.status_code
    assert [] == json.loads(client.get(URL).text)["deployments"]


def test_a_person_is_told_as_much(client: FlaskClient) -> None:
    """As a page."""
    client.post(SESSION, json={"token": PERSON_TOKEN})
    answer = client.get("/nowhere", headers={"Accept": "text/html"})

    assert "could not find &#39;/nowhere&#39;: nothing has this address" in answer.text
