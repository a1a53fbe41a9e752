"""What orchestrators and monitoring ask of the service."""

from http import HTTPStatus

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from app import NAME, VERSION
from app.services import services
from app.web.problems import problem

bp = Blueprint("probes", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say that the process lives; nothing else can make this fail."""
    return {"status": "alive"}


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say whether this process should get requests."""
    if services().draining:
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "could not accept requests: the process is stopping; use another one",
        )
    services().ledger.ensure()
    return {"status": "ready"}


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Return the metrics of all workers."""
    return Response(services().metrics.render(), content_type=CONTENT_TYPE_LATEST)


@bp.get("/version")
def version() -> ResponseReturnValue:
    """Say which release this is."""
    commit = services().settings.release_commit
    return {"name": NAME, "version": VERSION, "commit": commit}
