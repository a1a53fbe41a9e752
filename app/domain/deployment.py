"""One report of a deployment: which release went where, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.domain.fields import Readers, build
from app.domain.readers import choice, matching, optional, past, words


class Environment(Enum):
    """Where a release runs, in the order in which it gets there."""

    DEV = "dev"
    STAGING = "staging"
    PRODUCTION = "production"


class Status(Enum):
    """How far a deployment has come."""

    STARTED = "started"
    HEALTHY = "healthy"
    DEGRADED = "degraded"
    ROLLED_BACK = "rolled-back"


@dataclass(frozen=True, slots=True)
class Deployment:
    """What somebody reported about one release in one environment."""

    environment: Environment
    digest: str
    commit: str
    version: str
    status: Status
    actor: str
    time: datetime


DIGEST = matching(
    r"sha256:[0-9a-f]{64}", "must be sha256: and 64 lower-case hex digits"
)
COMMIT = matching(r"[0-9a-f]{40}", "must be 40 lower-case hex digits")
VERSION = matching(
    r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}",
    "must be 1 to 64 letters, digits or .+_- and begin with a letter or digit",
)


def readers(now: datetime) -> Readers:
    """Return how the fields of a report are read that arrives now."""
    return {
        "environment": choice(Environment),
        "digest": DIGEST,
        "commit": COMMIT,
        "version": VERSION,
        "status": choice(Status),
        "actor": words(100),
        "time": optional(past(now), now),
    }


def parse(raw: Mapping[str, object], now: datetime) -> Deployment:
    """Make a deployment out of what a client sent."""
    return build(Deployment, readers(now), raw)
