"""The page of one deployment, with what people say of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.board import cards
from app.board.pages import DeploymentPage
from app.domain import notes
from app.domain.fields import InvalidFields
from app.memory.sessions import Session
from app.memory.store import Away
from app.services import services
from app.store.entries import Entry
from app.web import people
from app.web.api.deployments import found
from app.web.caching import personal

bp = Blueprint("deployment", __name__, url_prefix="/deployments/<int:number>")


@bp.get("")
def show(number: int) -> ResponseReturnValue:
    """Show a deployment and its notes."""
    return render(found(number), reader())


@bp.post("/notes")
def add_note(number: int) -> ResponseReturnValue:
    """Write a note, as the person who is signed in."""
    session = people.signed_in()
    people.refuse_forgery(session, request.form.get("csrf_token"))
    entry = found(number)
    # A browser ends lines as HTTP does; a note has the lines that were typed.
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        written = notes.parse({"text": text}, str(session.person), datetime.now(UTC))
    except InvalidFields as invalid:
        draft = {"draft": text, "refusal": invalid.complaints[0].rule}
        return render(entry, session, draft), HTTPStatus.UNPROCESSABLE_ENTITY
    services().ledger.add_note(entry.id, written)
    # Loading the page again must not write the note again.
    return redirect(
        url_for(".show", number=number, _anchor="notes"), HTTPStatus.SEE_OTHER
    )


def reader() -> Session | None:
    """Return who looks at the page, nobody when that cannot be known now."""
    try:
        session = people.current()
    except Away:
        return None
    return session if session and session.person else None


def render(
    entry: Entry, session: Session | None, more: Mapping[str, str] | None = None
) -> Response:
    """Return the page of a deployment for a reader."""
    page = deployment_page(entry)
    html = render_template("deployment.html", page=page, session=session, **more or {})
    return personal(Response(html))


def deployment_page(entry: Entry) -> DeploymentPage:
    """Gather what the page of a deployment shows."""
    now = datetime.now(UTC)
    written = services().ledger.notes(entry.id)
    return DeploymentPage(
        cards.row(entry, now),
        entry.deployment.digest,
        entry.deployment.commit,
        entry.deployment.details,
        tuple(cards.remark(note, now) for note in written),
    )
