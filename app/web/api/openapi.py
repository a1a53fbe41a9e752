"""The OpenAPI document, generated from the routes and what stands beside them."""

import inspect
import re
from collections.abc import Iterable, Iterator

from flask import Blueprint, Flask, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import Rule

from app import NAME, VERSION
from app.domain.fields import Readers, Schema
from app.web.api.operations import ATTRIBUTE, Operation, Security
from app.web.api.schemas import PROBLEM
from app.web.caching import shared
from app.web.problems import MEDIA_TYPE

Json = dict[str, object]

bp = Blueprint("openapi", __name__)

ARGUMENT = re.compile(r"<(?:int:)?(\w+)>")
COOKIE = "session"
SCHEMES: Json = {
    Security.REPORTER.value: {"type": "http", "scheme": "bearer"},
    Security.ARGOCD.value: {"type": "http", "scheme": "bearer"},
    Security.PERSON.value: {"type": "apiKey", "in": "cookie", "name": COOKIE},
}


@bp.get("/api/openapi.json")
def document() -> ResponseReturnValue:
    """Return the OpenAPI document of the service."""
    return shared(jsonify(generate(current_app, request.script_root)))


def generate(app: Flask, root: str = "") -> Json:
    """Describe every route of an application that has a description."""
    paths: dict[str, Json] = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        described = getattr(view, ATTRIBUTE, None)
        if isinstance(described, Operation):
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            [method] = methods
            path = paths.setdefault(ARGUMENT.sub(r"{\1}", rule.rule), {})
            path[method.lower()] = operation(rule, method, view.__doc__, described)
    return {
        "openapi": "3.1.0",
        "info": {"title": NAME, "version": VERSION, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {
            "securitySchemes": SCHEMES,
            "schemas": {"Problem": PROBLEM},
        },
    }


def operation(
    rule: Rule, method: str, summary: str | None, described: Operation
) -> Json:
    """Describe one method of one path."""
    found: Json = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": inspect.cleandoc(summary or "").split("\n")[0],
        "parameters": [
            *arguments(rule),
            *parameters("query", described.query),
            *parameters("header", described.headers),
        ],
        "responses": responses(method, described),
    }
    if described.body is not None:
        content = {"application/json": {"schema": described.body}}
        found["requestBody"] = {"required": True, "content": content}
    if described.security is not Security.EVERYBODY:
        found["security"] = [{described.security.value: []}]
    return found


def arguments(rule: Rule) -> Iterator[Json]:
    """Describe the numbers in a path."""
    number: Schema = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
    for name in sorted(rule.arguments):
        yield {"in": "path", "name": name, "required": True, "schema": number}


def parameters(place: str, readers: Readers) -> Iterator[Json]:
    """Describe fields of the query or the headers."""
    for name, reader in readers.items():
        yield {
            "in": place,
            "name": name,
            "required": reader.required,
            "schema": reader.schema,
        }


def responses(method: str, described: Operation) -> Json:
    """Describe the good answers and the problems."""
    # Parameters that nobody takes are refused everywhere, see queries; whatever
    # writes is counted, see limits.
    always = (422,) if method == "GET" else (422, 429)
    found: Json = {}
    for status, schema in described.answers.items():
        content = {"application/json": {"schema": schema}} if schema else {}
        found[str(status)] = {"description": "as asked", "content": content}
    return found | problems((*described.problems, *always))


def problems(statuses: Iterable[int]) -> Json:
    """Describe answers that are problems."""
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told = {"description": "a problem", "content": problem}
    return {str(status): told for status in statuses}
