"""Take what Argo CD's notifications send."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain import argocd
from app.domain.argocd import Sighting
from app.domain.deployment import Deployment, Status
from app.domain.fields import MISSING, Complaint, InvalidFields
from app.domain.idempotency import Once, once
from app.recording import record
from app.services import services
from app.web.api.body import json_object
from app.web.api.operations import Operation, Security, describe
from app.web.api.representation import entry
from app.web.api.schemas import ENTRY
from app.web.tokens import authorize

ACTOR = "argocd"
APPLICATION = argocd.described(argocd.readers(datetime.now(UTC)))

bp = Blueprint("hooks", __name__, url_prefix="/api/v1/hooks")


@bp.post("/argocd")
@describe(
    Operation(
        body=APPLICATION,
        answers={201: ENTRY, 204: None},
        problems=(400, 401, 413, 415, 422, 503),
        security=Security.ARGOCD,
    )
)
def from_argocd() -> ResponseReturnValue:
    """Record what Argo CD says of an application's health."""
    authorize(services().settings.argocd_token_hashes)
    application = json_object()
    sighting = argocd.parse(application, datetime.now(UTC))
    if sighting.status is None:
        return "", HTTPStatus.NO_CONTENT
    told = report(sighting, sighting.status)
    recorded = record(services(), told, repeated(application, told))
    return entry(recorded), HTTPStatus.CREATED


def report(sighting: Sighting, status: Status) -> Deployment:
    """Make a report of what was seen, with what the pipeline said of the digest."""
    known = release(sighting)
    if known is None:
        rule = "must hold a digest that a pipeline has reported before"
        raise InvalidFields((Complaint("status.summary.images", rule),))
    return Deployment(
        environment=sighting.environment,
        digest=known.digest,
        commit=known.commit,
        version=known.version,
        status=status,
        actor=ACTOR,
        time=sighting.time,
        service=known.service,
    )


def release(sighting: Sighting) -> Deployment | None:
    """Return the first report of the release that an application is about."""
    # What Git said last, for what runs may still be the one before; then the newest.
    for digests in (sighting.synced, sighting.running):
        found = [services().ledger.first_of_digest(each) for each in digests]
        known = [each for each in found if each]
        own = [each for each in known if sighting.name.startswith(f"{each.service}-")]
        if known:
            return max(own or known, key=lambda each: each.time)
    return None


def repeated(application: Mapping[str, object], told: Deployment) -> Once | None:
    """Return the key of a notification, which Argo CD may send more than once."""
    moment = argocd.at(application, argocd.SINCE)
    if moment is MISSING:
        return None
    seen = (told.environment.value, told.digest, told.status.value, moment)
    key = "argocd:" + ":".join(map(str, seen))
    return once(key, {"key": key})
