"""What orchestrators ask of the service."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app import NAME, VERSION
from app.services import services
from app.web.problems import away

bp = Blueprint("probes", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say that the process lives; nothing else can make this fail."""
    return {"status": "alive"}


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say whether this process should get requests."""
    if services().draining:
        return away(
            "could not accept requests: the process is stopping; use another one",
            seconds=1,
        )
    if complaint := services().database_check.complaint():
        return away(f"could not use the database: {complaint}", seconds=2)
    degraded = services().redis_check.complaint()
    return {"status": "degraded" if degraded else "ready", "redis": degraded or "ok"}


@bp.get("/version")
def version() -> ResponseReturnValue:
    """Say which release this is."""
    commit = services().settings.release_commit
    return {"name": NAME, "version": VERSION, "commit": commit}
