"""Answer from the cache."""

import json
from collections.abc import Callable

from flask import Response

from app.services import services


def cached_json(name: str, make: Callable[[], object]) -> Response:
    """Answer with JSON that was made a moment ago, or is made now."""
    body = services().cache.get(name, lambda: json.dumps(make()).encode())
    return Response(body, mimetype="application/json")


def cached_page(name: str, make: Callable[[], str]) -> Response:
    """Answer with a page that was made a moment ago, or is made now."""
    body = services().cache.get(name, lambda: make().encode())
    return Response(body, mimetype="text/html")
