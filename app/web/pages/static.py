"""Serve static files for good: a changed file has another name."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from app.services import services

FOR_GOOD = "public, max-age=31536000, immutable"

bp = Blueprint("static", __name__, url_prefix="/static")


@bp.get("/<name>")
def show(name: str) -> Response:
    """Return a file under its hashed name."""
    asset = services().assets.by_name.get(name)
    if asset is None:
        raise NotFound(f"could not find '{name[:100]}': load the page again")
    answer = Response(asset.body, mimetype=asset.media_type)
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
