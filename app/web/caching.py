"""Say who may keep an answer, and tell those who have it already that it holds.

Whatever says nothing of it is kept by nobody: see headers.
"""

from hashlib import sha256

from flask import Response, request

# Caches may keep it, and ask each time whether it still holds.
SHARED = "public, no-cache"
# Nobody may.
PRIVATE = "no-store"


def shared(answer: Response) -> Response:
    """Let everybody keep an answer, for as long as it is the same."""
    answer.headers.add("Cache-Control", SHARED)
    answer.headers.add("ETag", f'"{sha256(answer.get_data()).hexdigest()[:24]}"')
    # To compare takes longer than all the rest, and few ask.
    if "HTTP_IF_NONE_MATCH" in request.environ:
        answer.make_conditional(request)
    return answer


def personal(answer: Response) -> Response:
    """Let nobody keep an answer that depends on who has signed in."""
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["Vary"] = "Cookie"
    return answer
