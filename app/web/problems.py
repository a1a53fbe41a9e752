"""Answer every error with problem details (RFC 9457), or with a page for people."""

import json
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, render_template, request
from structlog.typing import FilteringBoundLogger
from werkzeug.exceptions import HTTPException

from app.domain.fields import InvalidFields
from app.domain.idempotency import KeyReused
from app.memory.store import Away
from app.observe.correlation import request_id
from app.services import services
from app.store.database import Unavailable
from app.web.refusals import detail

MEDIA_TYPE = "application/problem+json"
WITHOUT_PAGES = ("/api/", "/healthz", "/readyz", "/version")

log: FilteringBoundLogger = structlog.get_logger()


def problem(status: HTTPStatus, detail: str, **more: object) -> Response:
    """Return a response that explains what went wrong."""
    if wants_page():
        page = render_template(
            "problem.html",
            status=status.value,
            title=status.phrase,
            detail=detail,
            request_id=request_id(),
            errors=more.get("errors", ()),
        )
        return varied(Response(page, status.value, mimetype="text/html"))
    body: Mapping[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "request_id": request_id(),
        **more,
    }
    return varied(Response(json.dumps(body), status.value, content_type=MEDIA_TYPE))


def varied(answer: Response) -> Response:
    """Tell caches that people and programs get different answers."""
    if not is_for_programs():
        answer.headers["Vary"] = "Accept"
    return answer


def is_for_programs() -> bool:
    """Tell whether nobody looks at an address with a browser."""
    return request.path.startswith(WITHOUT_PAGES)


def wants_page() -> bool:
    """Tell whether a person asked, with a browser, for a page."""
    if is_for_programs():
        return False
    offered = ("application/json", MEDIA_TYPE, "text/html")
    return request.accept_mimetypes.best_match(offered) == "text/html"


def install(app: Flask) -> None:
    """Turn every exception of an application into a problem."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InvalidFields, invalid)
    app.register_error_handler(KeyReused, reused)
    app.register_error_handler(Unavailable, no_database)
    app.register_error_handler(Away, no_sessions)
    app.register_error_handler(Exception, unexpected)


def refused(error: HTTPException) -> Response:
    """Explain an HTTP error and keep its headers, such as Allow."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = problem(status, detail(error), **getattr(error, "place", {}))
    for name, value in error.get_headers():
        if name != "Content-Type":
            answer.headers.add(name, value)
    return answer


def invalid(error: InvalidFields) -> Response:
    """Name every field that is wrong and the rule it broke."""
    errors = [{"field": each.field, "detail": each.rule} for each in error.complaints]
    named = ", ".join(each.field for each in error.complaints)
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"could not accept {named}: see errors; correct and send again",
        errors=errors,
    )


def reused(_: KeyReused) -> Response:
    """Say that a key was used before, for something else."""
    return problem(
        HTTPStatus.CONFLICT,
        "could not accept Idempotency-Key: it came before with another body;"
        " send a new key",
    )


def no_database(error: Unavailable) -> Response:
    """Say that the database is away and when to come back."""
    log.error("database unavailable", error=str(error))
    complaint = services().database_check.complaint() or "it did not answer"
    return away(
        f"could not use the database: {complaint}; try again in a moment", seconds=2
    )


def no_sessions(error: Away) -> Response:
    """Say that nobody can be signed in and when to come back."""
    log.error("sessions unavailable", error=str(error))
    return away("could not reach the sessions; try again in a moment", seconds=1)


def away(detail: str, seconds: int) -> Response:
    """Say that something is missing for a while."""
    answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def unexpected(error: Exception) -> Response:
    """Log what nobody foresaw and tell the client no more than that."""
    log.error("unexpected error", exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "could not handle the request: an unexpected error;"
        " report it with its request_id",
    )
