"""Does the OpenAPI document say what the service does."""

from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from openapi_spec_validator import validate
from schemathesis import Case
from schemathesis.pytest.loader import from_fixture

from app.services import KEY, Services
from app.web.openapi import COOKIE
from app.web.sessions import CSRF
from tests.app.examples import ARGOCD, BEARER, REPORT

URL = "/api/openapi.json"
schema = from_fixture("described")


@pytest.fixture(name="described")
def _described(app: Flask) -> object:
    """The document of a service that knows one deployment."""
    app.test_client().post("/api/v1/deployments", json=REPORT, headers=BEARER)
    return schemathesis.openapi.from_wsgi(URL, app)
