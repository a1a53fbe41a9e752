"""Read and write notes on a deployment over the API."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.domain import notes
from app.services import services
from app.web import people
from app.web.api.body import json_object
from app.web.api.deployments import found
from app.web.api.operations import Operation, Security, describe
from app.web.api.representation import note
from app.web.api.schemas import NOTE, fields, many, properties
from app.web.api.sessions import CSRF, CSRF_HEADER
from app.web.caching import shared

bp = Blueprint("notes", __name__, url_prefix="/api/v1/deployments/<int:number>/notes")


@bp.get("")
@describe(
    Operation(answers={200: properties({"notes": many(NOTE)})}, problems=(404, 503))
)
def index(number: int) -> ResponseReturnValue:
    """List the notes on a deployment, oldest first."""
    shown = services().ledger.notes(found(number).id)
    return shared(jsonify(notes=[note(each) for each in shown]))


@bp.post("")
@describe(
    Operation(
        body=fields(notes.READERS),
        headers=CSRF_HEADER,
        answers={201: NOTE},
        problems=(400, 401, 403, 404, 413, 415, 422, 503),
        security=Security.PERSON,
    )
)
def create(number: int) -> ResponseReturnValue:
    """Write a note beneath a deployment, as the person who is signed in."""
    session = people.signed_in()
    people.refuse_forgery(session, request.headers.get(CSRF))
    written = notes.parse(json_object(), str(session.person), datetime.now(UTC))
    services().ledger.add_note(found(number).id, written)
    return note(written), HTTPStatus.CREATED
