"""Sign in and out with a form."""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from app.memory.sessions import Session
from app.web import people
from app.web.caching import personal

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
def form() -> ResponseReturnValue:
    """Show the form, or who is signed in."""
    return render(people.current() or people.visitor())


@bp.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Sign in with a token."""
    before = people.current()
    session = before or people.visitor()
    people.refuse_forgery(session, request.form.get("csrf_token"))
    person = people.sign_in(before, request.form.get("token", ""))
    if person is None:
        return render(session, refused=True), HTTPStatus.FORBIDDEN
    answer = redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
    people.remember(answer, person)
    return answer


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    people.sign_out(sent_from_our_form())
    answer = redirect(url_for("board.index"), HTTPStatus.SEE_OTHER)
    people.forget(answer)
    return answer


def sent_from_our_form() -> Session:
    """Return the session of a form, or refuse the form."""
    session = people.current()
    if session is None:
        raise Forbidden(
            "could not accept the form: your session has ended; load the page again"
        )
    people.refuse_forgery(session, request.form.get("csrf_token"))
    return session


def render(session: Session, refused: bool = False) -> Response:
    """Return the page for a session."""
    html = render_template("sign_in.html", session=session, refused=refused)
    answer = personal(Response(html))
    if not session.person:
        people.remember_form(answer, session)
    return answer
