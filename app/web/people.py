"""Know who uses a browser: sessions, their cookie, and forms of other sites."""

import hmac

from flask import request
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from app.memory.sessions import SECONDS, Session
from app.services import services
from app.web.tokens import match


def current() -> Session | None:
    """Return the session of this request, if it has one; Away with the store."""
    session_id = request.cookies.get(cookie_name())
    return services().sessions.find(session_id) if session_id else None


def signed_in() -> Session:
    """Return the session of a person, or refuse the request."""
    session = current()
    if session is None or session.person is None:
        raise Unauthorized("could not tell who you are: sign in at /sign-in first")
    return session


def sign_in(session: Session, token: str) -> Session | None:
    """Return the session of the person with a token, None when nobody has it."""
    people = services().settings.sign_in_token_hashes
    found = match(token, tuple(digest for _, digest in people))
    if found is None:
        return None
    return services().sessions.sign_in(session, people[found][0])


def refuse_forgery(session: Session, given: str | None) -> None:
    """Refuse a request that a page of another site may have sent."""
    if not hmac.compare_digest(session.csrf.encode(), (given or "").encode()):
        raise Forbidden(
            "could not accept the form: it is out of date or of another site;"
            " load the page again"
        )


def remember(response: Response, session: Session) -> None:
    """Give the browser the id of its session, and no script the means to read it."""
    response.set_cookie(
        cookie_name(),
        session.id,
        max_age=SECONDS,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )


def forget(response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        cookie_name(), httponly=True, secure=request.is_secure, samesite="Lax"
    )


def cookie_name() -> str:
    """Name the cookie; by HTTPS with a prefix that binds it to this very host."""
    return "__Host-session" if request.is_secure else "session"
