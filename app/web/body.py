"""Read a JSON object from the body of a request."""

from collections.abc import Mapping

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

MAX_BYTES = 64 * 1024


def json_object() -> Mapping[str, object]:
    """Return the object in the body, or refuse the request."""
    refuse_cut_off(request.get_data())
    try:
        body: object = request.get_json()
    except RecursionError as error:
        raise BadRequest(
            "could not read the body: it is nested too deeply; flatten it"
        ) from error
    if isinstance(body, dict):
        return body
    raise BadRequest("could not read the body: it is no JSON object; send one")


def refuse_cut_off(data: bytes) -> None:
    """Refuse a body that came in chunks and went on after the limit."""
    # Werkzeug refuses a length over the limit, but cuts chunks off in silence:
    # what is left could still be valid JSON.
    if request.content_length is None and len(data) >= MAX_BYTES:
        raise RequestEntityTooLarge
