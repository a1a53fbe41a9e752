"""Let only callers with a known token in."""

import hmac
from hashlib import sha256

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

CHALLENGE = WWWAuthenticate("bearer", {"realm": "release-ledger"})


def authorize(hashes: tuple[str, ...]) -> None:
    """Refuse this request unless it carries a token with one of the hashes."""
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    if not token or match(token, hashes) is None:
        raise Unauthorized(
            "could not authorize the request: no known bearer token;"
            " send one in the Authorization header",
            www_authenticate=CHALLENGE,
        )


def match(token: str, hashes: tuple[str, ...]) -> int | None:
    """Return which of the hashes is the token's, None when none is."""
    digest = sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    # A list, not a generator: stopping at the first match would tell by its
    # time which of the tokens was used.
    matches = [hmac.compare_digest(digest, each) for each in hashes]
    return matches.index(True) if any(matches) else None
