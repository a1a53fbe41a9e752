"""Record deployments and list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.domain import deployment
from app.domain.deployment import Environment
from app.domain.fields import Reader, build
from app.domain.readers import choice, optional, whole_number
from app.services import services
from app.web.body import json_object
from app.web.representation import entry
from app.web.tokens import authorize

bp = Blueprint("deployments", __name__, url_prefix="/api/v1/deployments")


@dataclass(frozen=True, slots=True)
class Page:
    """Which deployments a client asks for."""

    environment: Environment | None
    limit: int


FILTERS: Mapping[str, Reader] = {
    "environment": optional(choice(Environment), None),
    "limit": optional(whole_number(1, 200), 50),
}


@bp.post("")
def record() -> ResponseReturnValue:
    """Record what a pipeline or a cluster reports."""
    authorize()
    report = deployment.parse(json_object(), datetime.now(UTC))
    recorded = services().ledger.record(report)
    services().metrics.deployments.labels(
        report.environment.value, report.status.value
    ).inc()
    return entry(recorded), 201


@bp.get("")
def newest() -> ResponseReturnValue:
    """List the newest deployments."""
    page = build(Page, FILTERS, request.args)
    found = services().ledger.newest(page.limit, page.environment)
    return {"deployments": [entry(each) for each in found]}
