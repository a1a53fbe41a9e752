"""Tell what runs where."""

from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.deployment import Environment
from app.domain.environments import EnvironmentState, look_back
from app.services import services
from app.web import representation
from app.web.answers import cached_json
from app.web.operations import Operation, describe
from app.web.schemas import ENVIRONMENT, many, properties

bp = Blueprint("environments", __name__, url_prefix="/api/v1/environments")

STATES = properties({"environments": many(ENVIRONMENT)})


@bp.get("")
@describe(Operation(answers={200: STATES}, problems=(503,)))
def index() -> ResponseReturnValue:
    """Return the current and the previous release of each environment."""
    return cached_json(
        "environments",
        lambda: {"environments": [representation.environment(s) for s in states()]},
    )


def states() -> tuple[EnvironmentState, ...]:
    """Return the state of every environment, in the order of promotion."""
    return tuple(state(environment) for environment in Environment)


def state(environment: Environment) -> EnvironmentState:
    """Return the state of one environment."""
    return look_back(environment, partial(services().ledger.newest, environment))
