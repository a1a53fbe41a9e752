"""Read a JSON object from the body of a request."""

from collections.abc import Mapping

from flask import request
from werkzeug.exceptions import BadRequest

MAX_BYTES = 64 * 1024


def json_object() -> Mapping[str, object]:
    """Return the object in the body, or refuse the request."""
    try:
        body: object = request.get_json()
    except RecursionError as error:
        raise BadRequest(
            "could not read the body: it is nested too deeply; flatten it"
        ) from error
    if isinstance(body, dict):
        return body
    raise BadRequest("could not read the body: it is no JSON object; send one")
