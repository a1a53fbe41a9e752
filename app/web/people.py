"""Know who uses a browser: sessions, their cookie, and forms of other sites."""

import hmac
import re
import secrets

from flask import request
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from app.memory.sessions import SECONDS, Session
from app.services import services
from app.web.tokens import match

FORM = "sign-in"
SECRET = re.compile("[A-Za-z0-9_-]{43}")


def current() -> Session | None:
    """Return the session of this request, if it has one; Away with the store."""
    session_id = request.cookies.get(cookie_name())
    session = services().sessions.find(session_id) if session_id else None
    return session if session and is_still_welcome(session) else None


def is_still_welcome(session: Session) -> bool:
    """Tell whether the person of a session, if any, has the same token as then."""
    known = services().settings.sign_in_token_hashes
    return session.person is None or (session.person, session.token_hash) in known


def signed_in() -> Session:
    """Return the session of a person, or refuse the request."""
    session = current()
    if session is None or session.person is None:
        raise Unauthorized("could not tell who you are: sign in at /sign-in first")
    return session


def sign_in(before: Session | None, token: str) -> Session | None:
    """Return the session of the person with a token, None when nobody has it."""
    people = services().settings.sign_in_token_hashes
    found = match(token, tuple(digest for _, digest in people))
    if found is None:
        return None
    if before:
        services().sessions.end(before)
    return services().sessions.begin(*people[found])


def refuse_forgery(session: Session, given: str | None) -> None:
    """Refuse a request that a page of another site may have sent."""
    if not hmac.compare_digest(session.csrf.encode(), (given or "").encode()):
        raise Forbidden(
            "could not accept the form: it is out of date or of another site;"
            " load the page again"
        )


def visitor() -> Session:
    """Return a session that is kept nowhere, for the form that signs people in.

    Its browser has the same secret in a cookie: a page of another site could sign
    people in as somebody else, and read what they then write.
    """
    kept = request.cookies.get(cookie_name(FORM), "")
    return Session("", kept if SECRET.fullmatch(kept) else secrets.token_urlsafe(32))


def remember_form(response: Response, session: Session) -> None:
    """Give the browser the secret of the form that signs people in."""
    response.set_cookie(
        cookie_name(FORM),
        session.csrf,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
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


def cookie_name(name: str = "session") -> str:
    """Name a cookie; by HTTPS with a prefix that binds it to this very host."""
    return f"__Host-{name}" if request.is_secure else name
