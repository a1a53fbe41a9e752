"""Give each request an id that its log lines and its response carry."""

import re
from collections.abc import Mapping
from os import urandom

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

HEADER = "X-Request-ID"
REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)


def bind(environ: Mapping[str, str]) -> tuple[str, str | None]:
    """Bind the id of a request to all its log lines; return it, and its trace."""
    # A thread serves many requests: what the last one bound must not stay.
    clear_contextvars()
    found = TRACEPARENT.fullmatch(environ.get("HTTP_TRACEPARENT", ""))
    trace = found[1] if found else None
    chosen = choose(environ.get("HTTP_X_REQUEST_ID", ""), trace)
    bind_contextvars(request_id=chosen)
    return chosen, trace


def choose(given: str, trace: str | None) -> str:
    """Take the caller's id when it is well formed, else its trace's, or make one."""
    if REQUEST_ID.fullmatch(given):
        return given
    return trace or urandom(16).hex()


def request_id() -> str:
    """Return the id of the request that is being answered."""
    return str(get_contextvars()["request_id"])
