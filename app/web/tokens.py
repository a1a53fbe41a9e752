"""Let only callers with a known token write."""

import hmac
from hashlib import sha256

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from app.services import services

CHALLENGE = WWWAuthenticate("bearer", {"realm": "release-ledger"})


def authorize() -> None:
    """Refuse this request unless it carries one of the tokens."""
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    if not token or not known(token, services().settings.api_token_hashes):
        raise Unauthorized(
            "could not authorize the request: no known bearer token;"
            " send one in the Authorization header",
            www_authenticate=CHALLENGE,
        )


def known(token: str, hashes: tuple[str, ...]) -> bool:
    """Tell whether the hash of a token is among the hashes."""
    digest = sha256(token.encode()).hexdigest()
    # A list, not a generator: stopping at the first match would tell by its
    # time which of the tokens was used.
    return any([hmac.compare_digest(digest, each) for each in hashes])
