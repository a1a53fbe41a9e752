"""Sign in and out over the API."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from app.domain.fields import Reader, Readers, Refused, build
from app.memory.sessions import Session
from app.web import people
from app.web.api.body import json_object
from app.web.api.operations import Operation, Security, describe
from app.web.api.schemas import TEXT, fields, properties

CSRF = "X-CSRF-Token"

bp = Blueprint("sessions", __name__, url_prefix="/api/v1/session")


def text(raw: object) -> str:
    """Read any text."""
    if isinstance(raw, str):
        return raw
    raise Refused("must be a text")


CREDENTIALS: Readers = {"token": Reader(text, TEXT)}
CSRF_HEADER: Readers = {CSRF: Reader(text, TEXT)}
SESSION = properties({"person": TEXT, "csrf_token": TEXT})


@bp.post("")
@describe(
    Operation(
        body=fields(CREDENTIALS),
        answers={201: SESSION},
        problems=(400, 401, 413, 415, 422, 503),
    )
)
def create() -> ResponseReturnValue:
    """Sign in with a token; the answer sets a cookie."""
    given = build(dict[str, str], CREDENTIALS, json_object())
    session = people.sign_in(people.current(), given["token"])
    if session is None:
        raise Unauthorized("could not sign in: nobody has this token; check it")
    answer = jsonify(represent(session))
    people.remember(answer, session)
    return answer, HTTPStatus.CREATED


@bp.get("")
@describe(
    Operation(answers={200: SESSION}, problems=(401, 503), security=Security.PERSON)
)
def show() -> ResponseReturnValue:
    """Say who is signed in."""
    return dict(represent(people.signed_in()))


@bp.delete("")
@describe(
    Operation(
        headers=CSRF_HEADER,
        answers={204: None},
        problems=(401, 403, 503),
        security=Security.PERSON,
    )
)
def delete() -> ResponseReturnValue:
    """Sign out."""
    session = people.signed_in()
    people.refuse_forgery(session, request.headers.get(CSRF))
    people.sign_out(session)
    answer = jsonify()
    people.forget(answer)
    return answer, HTTPStatus.NO_CONTENT


def represent(session: Session) -> Mapping[str, object]:
    """Represent a session without its id, which is the cookie's alone."""
    return {"person": session.person, "csrf_token": session.csrf}
