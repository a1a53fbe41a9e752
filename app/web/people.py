"""Know who uses a browser: sessions, their cookie, and forms of other sites."""

import hmac
import re
import secrets

import structlog
from flask import request, url_for
from structlog.typing import FilteringBoundLogger
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from app.memory.sessions import SECONDS, Session
from app.observe.clients import CLIENT
from app.services import services
from app.web.tokens import identify, match

FORM = "sign-in"
SECRET = re.compile("[A-Za-z0-9_-]{43}")

log: FilteringBoundLogger = structlog.get_logger()


def current() -> Session | None:
    """Return the session of this request, if it has one; Away with the store."""
    session_id = request.cookies.get(cookie_name())
    session = services().sessions.find(session_id) if session_id else None
    if session is None or not is_still_welcome(session):
        return None
    if session.person:
        identify(session.person)
    return session


def is_still_welcome(session: Session) -> bool:
    """Tell whether the person of a session, if any, has the same token as then."""
    known = services().settings.sign_in_token_hashes
    return session.person is None or (session.person, session.token_hash) in known


def signed_in() -> Session:
    """Return the session of a person, or refuse the request."""
    session = current()
    if session is None or session.person is None:
        raise Unauthorized(
            f"could not tell who you are: sign in at {url_for('account.form')} first"
        )
    return session


def sign_in(before: Session | None, token: str) -> Session | None:
    """Return the session of the person with a token, None when nobody has it."""
    people = services().settings.sign_in_token_hashes
    found = match(token, tuple(digest for _, digest in people))
    if found is None:
        log.warning("sign-in refused", client=request.environ[CLIENT])
        return None
    if before:
        services().sessions.end(before)
    session = services().sessions.begin(*people[found])
    identify(people[found][0])
    log.info("signed in", client=request.environ[CLIENT])
    return session


def sign_out(session: Session) -> None:
    """End the session of a person."""
    services().sessions.end(session)
    log.info("signed out", client=request.environ[CLIENT])


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
        path=cookie_path(),
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
        path=cookie_path(),
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )


def forget(response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        cookie_name(),
        path=cookie_path(),
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )


def cookie_name(name: str = "session") -> str:
    """Name a cookie; by HTTPS with a prefix that binds it to this very host.

    That one cannot be had below a path, where another one binds it to HTTPS.
    """
    if not request.is_secure:
        return name
    return f"__Secure-{name}" if request.script_root else f"__Host-{name}"


def cookie_path() -> str:
    """Return where a browser sends our cookies: not to others on this host."""
    return request.script_root or "/"
