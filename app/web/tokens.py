"""Let only callers with a known token in."""

import hmac
from hashlib import sha256

import structlog
from flask import request
from structlog.contextvars import bind_contextvars
from structlog.typing import FilteringBoundLogger
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from app.observe.clients import CLIENT

CHALLENGE = WWWAuthenticate("bearer", {"realm": "release-ledger"})

log: FilteringBoundLogger = structlog.get_logger()


def authorize(tokens: tuple[tuple[str, str], ...]) -> None:
    """Refuse this request unless it carries one of the tokens: names and hashes."""
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    found = match(token, tuple(each for _, each in tokens)) if token else None
    if found is None:
        log.warning("token refused", client=request.environ[CLIENT], given=bool(token))
        raise Unauthorized(
            "could not authorize the request: no known bearer token;"
            " send one in the Authorization header",
            www_authenticate=CHALLENGE,
        )
    identify(tokens[found][0])


def identify(name: str) -> None:
    """Let all log lines of this request name who asks."""
    bind_contextvars(caller=name)


def match(token: str, hashes: tuple[str, ...]) -> int | None:
    """Return which of the hashes is the token's, None when none is."""
    hashed = digest(token)
    # A list, not a generator: stopping at the first match would tell by its
    # time which of the tokens was used.
    matches = [hmac.compare_digest(hashed, each) for each in hashes]
    return matches.index(True) if any(matches) else None


def digest(token: str) -> str:
    """Return what the settings hold of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
