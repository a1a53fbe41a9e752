"""What runs in an environment, what ran there before, and what is on its way."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.deployment import SERVICE, Environment, Status


@dataclass(frozen=True, slots=True)
class Release:
    """A release that serves an environment, did so before, or is about to."""

    digest: str
    commit: str
    version: str
    since: datetime
    health: Status


@dataclass(frozen=True, slots=True)
class EnvironmentState:
    """What runs in an environment, and what ran there before.

    The current release is the newest that was healthy and was not rolled back since;
    the previous one is the next newest. *coming* has started, and is neither healthy
    nor given up.
    """

    environment: Environment
    current: Release | None = None
    previous: Release | None = None
    coming: Release | None = None
    service: str = SERVICE
