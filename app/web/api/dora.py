"""Tell how fast and how well releases get to an environment."""

from datetime import UTC, datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.dora import READERS, Dora, Window
from app.services import services
from app.store import figures
from app.web import queries
from app.web.answers import cached_json
from app.web.api import representation
from app.web.api.operations import Operation, describe
from app.web.api.schemas import DORA

bp = Blueprint("dora", __name__, url_prefix="/api/v1/dora")


@bp.get("")
@describe(Operation(query=READERS, answers={200: DORA}, problems=(422, 503)))
def index() -> ResponseReturnValue:
    """Return the four DORA figures of a window that ends now."""
    window = queries.read(Window, READERS)
    name = f"dora:{window.service}:{window.environment.value}:{window.days}"
    return cached_json(name, lambda: representation.dora(dora(window)))


def dora(window: Window) -> Dora:
    """Return the figures of a window that ends now."""
    return figures.dora(services().ledger, window, datetime.now(UTC))
