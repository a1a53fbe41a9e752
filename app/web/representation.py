"""How entries and environments look in JSON."""

from datetime import datetime

from app.domain.environments import EnvironmentState, Release
from app.store.ledger import Entry

Json = dict[str, object]


def entry(shown: Entry) -> Json:
    """Represent a deployment with its number."""
    deployment = shown.deployment
    return {
        "id": shown.id,
        "environment": deployment.environment.value,
        "digest": deployment.digest,
        "commit": deployment.commit,
        "version": deployment.version,
        "status": deployment.status.value,
        "actor": deployment.actor,
        "time": timestamp(deployment.time),
    }


def environment(state: EnvironmentState) -> Json:
    """Represent what runs in an environment."""
    return {
        "environment": state.environment.value,
        "current": release(state.current),
        "previous": release(state.previous),
    }


def release(shown: Release | None) -> Json | None:
    """Represent a release that serves or served."""
    if shown is None:
        return None
    return {
        "digest": shown.digest,
        "commit": shown.commit,
        "version": shown.version,
        "since": timestamp(shown.since),
        "health": shown.health.value,
    }


def timestamp(time: datetime) -> str:
    """Represent a time in UTC as RFC 3339 does."""
    return time.isoformat().replace("+00:00", "Z")
