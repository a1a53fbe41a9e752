"""Record deployments and list them."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.domain import deployment
from app.domain.fields import build
from app.domain.idempotency import HEADER, READERS, once
from app.domain.paging import READERS as FILTERS
from app.domain.paging import Query
from app.recording import record
from app.services import services
from app.store.entries import Entry
from app.web import queries
from app.web.api.body import json_object
from app.web.api.operations import Operation, Security, describe
from app.web.api.representation import entry
from app.web.api.schemas import ENTRY, TEXT, fields, many, maybe, properties
from app.web.caching import shared
from app.web.tokens import authorize

bp = Blueprint("deployments", __name__, url_prefix="/api/v1/deployments")

# Any moment will do: the schema is the same at all times.
REPORT = fields(deployment.readers(datetime.now(UTC)))
PAGE = properties({"deployments": many(ENTRY), "next": maybe(TEXT)})


@bp.post("")
@describe(
    Operation(
        body=REPORT,
        headers=READERS,
        answers={201: ENTRY},
        problems=(400, 401, 409, 413, 415, 422, 503),
        security=Security.REPORTER,
    )
)
def create() -> ResponseReturnValue:
    """Record what a pipeline reports."""
    authorize(services().settings.api_token_hashes)
    body = json_object()
    report = deployment.parse(body, datetime.now(UTC))
    key = key_of_request()
    recorded = record(services(), report, once(key, body) if key else None)
    return entry(recorded), HTTPStatus.CREATED


@bp.get("")
@describe(Operation(query=FILTERS, answers={200: PAGE}, problems=(422, 503)))
def index() -> ResponseReturnValue:
    """List deployments, newest first, a page at a time."""
    page = services().ledger.page(queries.read(Query, FILTERS))
    answer = jsonify(
        deployments=[entry(each) for each in page.entries],
        next=str(page.next) if page.next else None,
    )
    return shared(answer)


@bp.get("/<int:number>")
@describe(Operation(answers={200: ENTRY}, problems=(404, 503)))
def show(number: int) -> ResponseReturnValue:
    """Return one deployment."""
    return shared(jsonify(entry(found(number))))


def found(number: int) -> Entry:
    """Return the entry with a number, or answer that there is none."""
    # Databases stumble over numbers that no column can hold.
    entry_ = services().ledger.entry(number) if number < 2**63 else None
    if entry_ is None:
        raise NotFound(f"could not find deployment '{number}': see the list of them")
    return entry_


def key_of_request() -> str | None:
    """Return the key under which this request counts once, if it has one."""
    given = request.headers.get(HEADER)
    key = build(dict[str, object], READERS, {} if given is None else {HEADER: given})[
        HEADER
    ]
    return None if key is None else str(key)
