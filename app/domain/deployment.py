"""One report of a deployment: which release went where, and how it went."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from app.domain.fields import Reader, Readers, Refused, build
from app.domain.readers import choice, matching, optional, past, words

# What a report is of that does not name its service.
SERVICE = "release-ledger"


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
class Details:
    """What a report may tell beside what happened, for people to follow up."""

    run: str | None = None
    report: str | None = None
    approved_by: str | None = None
    schema: int | None = None
    dependencies: Mapping[str, str] | None = field(default=None, hash=False)


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
    service: str = SERVICE
    committed: datetime | None = None
    details: Details = Details()


DIGEST = matching(
    r"sha256:[0-9a-f]{64}", "must be sha256: and 64 lower-case hex digits"
)
COMMIT = matching(r"[0-9a-f]{40}", "must be 40 lower-case hex digits")
VERSION = matching(
    r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}",
    "must be 1 to 64 letters, digits or .+_- and begin with a letter or digit",
)


NAME = matching(
    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
    "must be 1 to 63 lower-case letters, digits or hyphens, as a Kubernetes name",
)
PACKAGES = 2000
LINK = matching(
    r"https?://[!-;=?-~]{1,500}", "must be an address like https://ci.example/runs/7"
)


def revision(raw: object) -> int:
    """Read the number of a schema's revision."""
    # JSON has one kind of number: 5.0 is 5 there.
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if 0 <= raw < 2**31 and raw == int(raw):
            return int(raw)
    raise Refused("must be a whole number from 0 to 2147483647")


def packages(raw: object) -> Mapping[str, str]:
    """Read the version of each package by its name."""
    if isinstance(raw, dict) and len(raw) <= PACKAGES:
        if all(PACKAGE.fullmatch(name) and is_version(raw[name]) for name in raw):
            return raw
    raise Refused(
        f"must be an object of at most {PACKAGES} names of packages with versions"
    )


def is_version(raw: object) -> bool:
    """Tell whether a value is the version of a package."""
    return isinstance(raw, str) and bool(PACKAGE.fullmatch(raw))


PACKAGE = re.compile(r"[!-~]{1,100}")
DETAILS: Readers = {
    "run": optional(LINK, None),
    "report": optional(LINK, None),
    "approved_by": optional(words(100), None),
    "schema": optional(
        Reader(revision, {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}), None
    ),
    "dependencies": optional(
        Reader(
            packages,
            {
                "type": "object",
                "maxProperties": PACKAGES,
                "propertyNames": {"pattern": f"^{PACKAGE.pattern}$"},
                "additionalProperties": {
                    "type": "string",
                    "pattern": f"^{PACKAGE.pattern}$",
                },
            },
        ),
        None,
    ),
}


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
        "service": optional(NAME, SERVICE),
        "committed": optional(past(now), None),
        **DETAILS,
    }


def parse(raw: Mapping[str, object], now: datetime) -> Deployment:
    """Make a deployment out of what a client sent."""
    return build(assembled, readers(now), raw)


def assembled(**values: object) -> Deployment:
    """Put the details of a report together."""
    make: Callable[..., Deployment] = Deployment
    detailed: Callable[..., Details] = Details
    details = {name: values.pop(name) for name in DETAILS}
    return make(**values, details=detailed(**details))
