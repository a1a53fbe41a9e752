"""Does the OpenAPI document say what the service does."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import requests
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis import Case

from app.domain.fields import Refused
from app.domain.paging import Cursor
from app.domain.readers import parse_time
from app.factory import create_app
from app.settings import Settings
from app.web.openapi import COOKIE, generate
from app.web.sessions import CSRF
from tests.app.examples import ARGOCD, BEARER, NOON, PERSON_TOKEN, REPORT
from tests.places import Servers
from tests.serving import Server, serving

if TYPE_CHECKING:
    from schemathesis.core.jsonschema.types import JsonValue as Json
    from schemathesis.specs.openapi.schemas import OpenApiOperation

URL = "/api/openapi.json"
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
# The document needs no database: nothing is open before the first request.
schema = schemathesis.openapi.from_dict(generate(create_app(Settings())))


@pytest.fixture(name="server", scope="module")
def _server(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A service that knows one deployment."""
    place = servers.place()
    with serving(place, tmp_path_factory.mktemp("described")) as server:
        server.post("/api/v1/deployments", REPORT)
        yield server
    servers.remove(place)


def test_the_document_is_valid(client: FlaskClient) -> None:
    """After the official schema of OpenAPI."""
    validate(json.loads(client.get(URL).text))


def test_every_route_of_the_api_is_described(app: Flask) -> None:
    """A view without a description would be missing without a trace."""
    document = app.test_client().get(URL).json
    routes = {
        (method.lower(), re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/")
    }

    assert document
    described = {
        (method, path) for path, each in document["paths"].items() for method in each
    }
    assert routes == described


@schema.parametrize()
@EXAMPLES
def test_whatever_is_sent_the_service_answers_as_described(
    case: "Case[OpenApiOperation]", server: Server
) -> None:
    """All checks of schemathesis, on what is right and on what is wrong."""
    if case.meta and case.meta.generation.mode.is_positive:
        fill_in(case)
    headers = credentials(case, server.url)
    case.call_and_validate(base_url=server.url, headers=headers)


def credentials(case: "Case[OpenApiOperation]", url: str) -> dict[str, str]:
    """Return what lets a caller in, after signing in where a person is asked for."""
    asked = case.operation.definition.raw.get("security", [{}])[0]
    if "person" in asked:
        person = {"token": PERSON_TOKEN}
        signed_in = requests.post(f"{url}/api/v1/session", json=person, timeout=30)
        # Where the case leaves one of them out, that is what is tested.
        if COOKIE in case.cookies:
            case.cookies[COOKIE] = signed_in.cookies[COOKIE]
        if CSRF in case.headers:
            case.headers[CSRF] = signed_in.json()["csrf_token"]
    tokens = {"reporter": BEARER, "argocd": ARGOCD}
    return next((tokens[name] for name in asked if name in tokens), {})


def fill_in(case: "Case[OpenApiOperation]") -> None:
    """Make right what no schema can ask for: cursors we gave, times that have come."""
    if "cursor" in case.query:
        case.query["cursor"] = str(Cursor(NOON, 1))
    if isinstance(case.body, dict):
        case.body = of_the_past(case.body)


def of_the_past(body: "Json") -> "Json":
    """Return a body with another time in place of those that have not come."""
    if isinstance(body, dict):
        return {name: of_the_past(value) for name, value in body.items()}
    return NOON.isoformat() if has_not_come(body) else body


def has_not_come(value: object) -> bool:
    """Tell whether something is a time in the future."""
    try:
        return parse_time(value) > datetime.now(UTC)
    except Refused:
        return False
