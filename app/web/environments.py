"""Tell what runs where."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.deployment import Environment
from app.domain.environments import EnvironmentState, state
from app.services import services
from app.web import representation

# What serves is told from this many reports: more than any real run of failed
# attempts, and few enough to read on each request.
REPORTS = 200

bp = Blueprint("environments", __name__, url_prefix="/api/v1/environments")


@bp.get("")
def states() -> ResponseReturnValue:
    """Return the current and the previous release of each environment."""
    found = [current(environment) for environment in Environment]
    return {"environments": [representation.environment(each) for each in found]}


def current(environment: Environment) -> EnvironmentState:
    """Return the state of one environment."""
    newest = services().ledger.newest(REPORTS, environment)
    return state(environment, (each.deployment for each in reversed(newest)))
