"""Answer every error with problem details (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, g
from structlog.typing import FilteringBoundLogger
from werkzeug.exceptions import HTTPException

from app.domain.fields import InvalidFields
from app.store.ledger import LedgerUnavailable

MEDIA_TYPE = "application/problem+json"

log: FilteringBoundLogger = structlog.get_logger()


def problem(status: HTTPStatus, detail: str, **more: object) -> Response:
    """Return a response that explains what went wrong."""
    body: Mapping[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "request_id": g.request_id,
        **more,
    }
    return Response(json.dumps(body), status.value, content_type=MEDIA_TYPE)


def install(app: Flask) -> None:
    """Turn every exception of an application into a problem."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InvalidFields, invalid)
    app.register_error_handler(LedgerUnavailable, unavailable)
    app.register_error_handler(Exception, unexpected)


def refused(error: HTTPException) -> Response:
    """Explain an HTTP error and keep its headers, such as Allow."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = problem(status, error.description or status.description)
    for name, value in error.get_headers():
        if name != "Content-Type":
            answer.headers.add(name, value)
    return answer


def invalid(error: InvalidFields) -> Response:
    """Name every field that is wrong and the rule it broke."""
    errors = [{"field": each.field, "detail": each.rule} for each in error.complaints]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "could not accept the fields: see errors; correct them and send again",
        errors=errors,
    )


def unavailable(error: LedgerUnavailable) -> Response:
    """Say that the database is away and when to come back."""
    log.error("database unavailable", error=str(error))
    answer = problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "could not reach the database; try again in a moment",
    )
    answer.headers["Retry-After"] = "2"
    return answer


def unexpected(error: Exception) -> Response:
    """Log what nobody foresaw and tell the client no more than that."""
    log.error("unexpected error", exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "could not handle the request: an unexpected error;"
        " report it with its request_id",
    )
