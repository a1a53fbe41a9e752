"""Give each request an id that its log lines and its response carry."""

import re
import uuid

from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

HEADER = "X-Request-ID"
REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)


def choose(given: str, traceparent: str) -> str:
    """Take the caller's id or trace id when it is well formed, else make one."""
    if REQUEST_ID.fullmatch(given):
        return given
    trace = TRACEPARENT.fullmatch(traceparent)
    return trace[1] if trace else uuid.uuid4().hex


def exemplar(traceparent: str) -> dict[str, str] | None:
    """Return how a measurement names its trace, if it has one."""
    trace = TRACEPARENT.fullmatch(traceparent)
    return {"trace_id": trace[1]} if trace else None


def install(app: Flask) -> None:
    """Correlate every request of an application."""
    app.before_request(begin)
    app.after_request(echo)


def begin() -> None:
    """Bind the id of a request to all its log lines."""
    # A thread serves many requests: what the last one bound must not stay.
    clear_contextvars()
    headers = request.headers
    traceparent = headers.get("traceparent", "")
    g.request_id = choose(headers.get(HEADER, ""), traceparent)
    g.exemplar = exemplar(traceparent)
    bind_contextvars(request_id=g.request_id)


def echo(response: Response) -> Response:
    """Return the id of a request to its sender."""
    response.headers[HEADER] = g.request_id
    return response
