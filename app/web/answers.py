"""Answer from the cache."""

import json
from collections.abc import Callable

from flask import Response, request

from app.services import services
from app.web.caching import shared


def cached_json(name: str, make: Callable[[], object]) -> Response:
    """Answer with JSON that was made a moment ago, or is made now."""
    body = services().cache.get(name, lambda: json.dumps(make()).encode())
    return shared(Response(body, mimetype="application/json"))


def cached_page(name: str, make: Callable[[], str]) -> Response:
    """Answer with a page that was made a moment ago, or is made now."""
    # Its links are those of the path that it is below.
    key = f"{name}:{request.script_root}"
    body = services().cache.get(key, lambda: make().encode())
    return shared(Response(body, mimetype="text/html"))
