"""Requests that schemathesis makes of an OpenAPI document, made fit to be sent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import requests
from hypothesis import HealthCheck, settings
from schemathesis import Case

from app.domain.argocd import BY_DIGEST
from app.domain.fields import Refused
from app.domain.paging import Cursor
from app.domain.readers import parse_time
from app.web.api.openapi import COOKIE
from app.web.api.sessions import CSRF

if TYPE_CHECKING:
    from schemathesis.core.jsonschema.types import JsonValue as Json
    from schemathesis.specs.openapi.schemas import OpenApiOperation

# A deployment that the service has to know.
DIGEST = f"sha256:{'a' * 64}"
PAST = datetime(2026, 3, 1, 12, tzinfo=UTC)
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def send(
    case: "Case[OpenApiOperation]",
    url: str,
    person: str,
    tokens: Mapping[str, dict[str, str]],
) -> None:
    """Send a request, and hold the answer to all checks of schemathesis.

    *tokens* are headers by the name of the scheme; *person* is who signs in.
    """
    if case.meta and case.meta.generation.mode.is_positive:
        fill_in(case)
    asked = case.operation.definition.raw.get("security", [{}])[0]
    if "person" in asked:
        sign_in(case, url, person)
    headers = next((tokens[name] for name in asked if name in tokens), {})
    case.call_and_validate(base_url=url, headers=headers)


def sign_in(case: "Case[OpenApiOperation]", url: str, token: str) -> None:
    """Give a request a session, except for what it leaves out to see what happens."""
    session = requests.post(f"{url}/api/v1/session", json={"token": token}, timeout=30)
    if COOKIE in case.cookies:
        case.cookies[COOKIE] = session.cookies[COOKIE]
    if CSRF in case.headers:
        case.headers[CSRF] = session.json()["csrf_token"]


def fill_in(case: "Case[OpenApiOperation]") -> None:
    """Make right what no schema can ask for: cursors that we gave, and more below."""
    if "cursor" in case.query:
        case.query["cursor"] = str(Cursor(PAST, 1))
    if isinstance(case.body, dict):
        case.body = filled_in(case.body)


def filled_in(body: "Json") -> "Json":
    """Return a body with times that have come, and images that somebody reported."""
    if isinstance(body, dict):
        return {name: filled_in(value) for name, value in body.items()}
    if isinstance(body, list):
        return [filled_in(value) for value in body]
    if has_not_come(body):
        return PAST.isoformat()
    return BY_DIGEST.sub(f"image@{DIGEST}", body) if isinstance(body, str) else body


def has_not_come(value: object) -> bool:
    """Tell whether something is a time in the future."""
    try:
        return parse_time(value) > datetime.now(UTC)
    except Refused:
        return False
