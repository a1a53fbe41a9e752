"""Does the OpenAPI document say what the service does."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from schemathesis import Case

from app.factory import create_app
from app.settings import Settings
from app.web.api.openapi import generate
from tests import described
from tests.app.examples import ARGOCD, BEARER, PERSON_TOKEN, REPORT
from tests.places import Servers
from tests.serving import Server, serving

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiOperation

URL = "/api/openapi.json"
TOKENS = {"reporter": BEARER, "argocd": ARGOCD}
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
@described.EXAMPLES
def test_whatever_is_sent_the_service_answers_as_described(
    case: "Case[OpenApiOperation]", server: Server
) -> None:
    """All checks of schemathesis, on what is right and on what is wrong."""
    described.send(case, server.url, PERSON_TOKEN, TOKENS)
