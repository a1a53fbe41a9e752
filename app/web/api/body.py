"""Read a JSON object from the body of a request."""

import json
from collections.abc import Mapping
from typing import NoReturn

from flask import request
from werkzeug.exceptions import (
    BadRequest,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

MAX_BYTES = 64 * 1024


class Unreadable(BadRequest):
    """A body that is no JSON, and where it stops to be."""

    def __init__(self, line: int, column: int, what: str) -> None:
        super().__init__(
            f"could not read the body at line {line}, column {column}: {what};"
            " correct it and send it again"
        )
        self.place = {"line": line, "column": column}


def json_object() -> Mapping[str, object]:
    """Return the object in the body, or refuse the request."""
    if not request.is_json:
        given = request.mimetype[:100]
        raise UnsupportedMediaType(
            f"could not read the body: its Content-Type is '{given}'; send JSON as"
            " application/json"
        )
    data = request.get_data()
    refuse_cut_off(data)
    body = parsed(text(data))
    if isinstance(body, dict):
        return body
    raise BadRequest("could not read the body: it is no JSON object; send one")


def refuse_cut_off(data: bytes) -> None:
    """Refuse a body that came in chunks and went on after the limit."""
    # Werkzeug refuses a length over the limit, but cuts chunks off in silence:
    # what is left could still be valid JSON.
    if request.content_length is None and len(data) >= MAX_BYTES:
        raise RequestEntityTooLarge


def text(data: bytes) -> str:
    """Decode a body."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        raise Unreadable(before.count(b"\n") + 1, column, "it is no UTF-8") from error


def parsed(body: str) -> object:
    """Parse JSON; what the standard does not have is none."""
    try:
        return json.loads(body, object_pairs_hook=unique, parse_constant=refuse)
    except RecursionError as error:
        raise BadRequest(
            "could not read the body: it is nested too deeply; flatten it"
        ) from error
    except json.JSONDecodeError as error:
        what = f"{error.msg[0].lower()}{error.msg[1:]}"
        raise Unreadable(error.lineno, error.colno, what) from error
    except ValueError as error:
        raise BadRequest(
            "could not read the body: a number in it is too long; shorten it"
        ) from error


def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object; a name that stands twice has no one meaning."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise BadRequest(
        f"could not read the body: the name '{twice[:100]}' stands twice in an object;"
        " leave one out"
    )


def refuse(constant: str) -> NoReturn:
    """Refuse NaN and its like, which Python would take."""
    raise BadRequest(
        f"could not read the body: {constant} is no JSON; send a number or null"
    )
