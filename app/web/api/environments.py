"""Tell what runs where."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.deployment import NAME, SERVICE, Environment
from app.domain.environments import EnvironmentState
from app.domain.fields import Readers
from app.domain.readers import optional
from app.services import services
from app.store import environments
from app.web import queries
from app.web.answers import cached_json
from app.web.api import representation
from app.web.api.operations import Operation, describe
from app.web.api.schemas import ENVIRONMENT, many, properties

bp = Blueprint("environments", __name__, url_prefix="/api/v1/environments")

STATES = properties({"environments": many(ENVIRONMENT)})


READERS: Readers = {"service": optional(NAME, SERVICE)}


@bp.get("")
@describe(Operation(query=READERS, answers={200: STATES}, problems=(422, 503)))
def index() -> ResponseReturnValue:
    """Return the current and the previous release of each environment."""
    service = queries.read(dict[str, str], READERS)["service"]
    return cached_json(
        f"environments:{service}",
        lambda: {
            "environments": [representation.environment(s) for s in states(service)]
        },
    )


def states(service: str) -> tuple[EnvironmentState, ...]:
    """Return the state of every environment, in the order of promotion."""
    ledger = services().ledger
    return tuple(environments.state(ledger, each, service) for each in Environment)
