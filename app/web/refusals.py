"""Say what was wrong, where, and what to do, also where Flask found it."""

from flask import request, url_for
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)


def detail(error: HTTPException) -> str:
    """Return the words of whoever refused a request, or better ones than Flask has."""
    if error.description != type(error).description:
        return str(error.description)
    if isinstance(error, NotFound):
        return (
            f"could not find '{request.path[:200]}': nothing has this address; see"
            f" {url_for('openapi.document')} or the board"
        )
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return (
            f"could not answer {request.method[:20]} to '{request.path[:200]}': it"
            f" takes {allowed}; send one of them"
        )
    if isinstance(error, RequestEntityTooLarge):
        most = request.max_content_length
        return f"could not read the body: it is longer than {most} bytes; send less"
    return f"could not read the request: {error.description} Correct it"
