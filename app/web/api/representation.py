"""How the ledger's values look in JSON."""

from datetime import datetime, timedelta

from app.domain.dora import Dora
from app.domain.environments import EnvironmentState, Release
from app.domain.notes import Note
from app.store.entries import Entry

Json = dict[str, object]
# Dependencies are compared on the board; a list of reports would be large with them.
DETAILS = ("run", "report", "approved_by", "schema")


def entry(shown: Entry) -> Json:
    """Represent a deployment with its number."""
    deployment = shown.deployment
    details = {name: getattr(deployment.details, name) for name in DETAILS}
    told = {"committed": maybe(deployment.committed), **details}
    return {
        "id": shown.id,
        "service": deployment.service,
        "environment": deployment.environment.value,
        "digest": deployment.digest,
        "commit": deployment.commit,
        "version": deployment.version,
        "status": deployment.status.value,
        "actor": deployment.actor,
        "time": timestamp(deployment.time),
        **{name: value for name, value in told.items() if value is not None},
    }


def maybe(time: datetime | None) -> str | None:
    """Represent a time that may not be known."""
    return None if time is None else timestamp(time)


def environment(state: EnvironmentState) -> Json:
    """Represent what runs in an environment."""
    return {
        "service": state.service,
        "environment": state.environment.value,
        "current": release(state.current),
        "previous": release(state.previous),
        "coming": release(state.coming),
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


def note(shown: Note) -> Json:
    """Represent a note."""
    return {
        "author": shown.author,
        "text": shown.text,
        "time": timestamp(shown.time),
    }


def dora(shown: Dora) -> Json:
    """Represent the DORA figures of a window."""
    return {
        "service": shown.service,
        "environment": shown.environment.value,
        "since": timestamp(shown.since),
        "until": timestamp(shown.until),
        "deployments": shown.deployments,
        "deployments_per_day": shown.per_day,
        "lead_time_seconds": seconds(shown.lead_time),
        "change_failure_rate": shown.change_failure_rate,
        "time_to_restore_seconds": seconds(shown.time_to_restore),
        "bands": {name: band and band.value for name, band in shown.bands.items()},
        "days": [
            {
                "day": day.day.isoformat(),
                "deployments": day.deployments,
                "failures": day.failures,
                "lead_time_seconds": seconds(day.lead_time),
                "time_to_restore_seconds": seconds(day.time_to_restore),
            }
            for day in shown.days
        ],
    }


def seconds(shown: timedelta | None) -> float | None:
    """Represent a duration in seconds."""
    return shown.total_seconds() if shown is not None else None


def timestamp(time: datetime) -> str:
    """Represent a time in UTC as RFC 3339 does."""
    return time.isoformat().replace("+00:00", "Z")
