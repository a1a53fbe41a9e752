"""Say who may keep an answer, and tell those who have it already that it holds."""

from hashlib import sha256

from flask import Flask, Response, current_app, request

from app.web.api.operations import ATTRIBUTE, Operation, Security

# Caches may keep it, and ask each time whether it still holds.
SHARED = "public, no-cache"
# Nobody may.
PRIVATE = "no-store"


def install(app: Flask) -> None:
    """Put the headers on every response of an application."""
    app.after_request(told)


def told(answer: Response) -> Response:
    """Let nobody keep what is not for everybody."""
    headers = answer.headers
    if "Cache-Control" not in headers:
        if is_for_everybody(answer):
            return shared(answer)
        headers["Cache-Control"] = PRIVATE
    return answer


def is_for_everybody(answer: Response) -> bool:
    """Tell whether an answer is one of the API that needs nobody to sign in."""
    if answer.status_code != 200 or request.method not in ("GET", "HEAD"):
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    described = getattr(view, ATTRIBUTE, None)
    return isinstance(described, Operation) and (
        described.security is Security.EVERYBODY
    )


def shared(answer: Response) -> Response:
    """Let everybody keep an answer, for as long as it is the same."""
    answer.headers["Cache-Control"] = SHARED
    answer.headers["ETag"] = f'"{sha256(answer.get_data()).hexdigest()[:24]}"'
    # To compare takes longer than all the rest, and few ask.
    if "HTTP_IF_NONE_MATCH" in request.environ:
        answer.make_conditional(request)
    return answer


def personal(answer: Response) -> Response:
    """Let nobody keep an answer that depends on who has signed in."""
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["Vary"] = "Cookie"
    return answer
