"""Read what Argo CD's notifications send: an Application with its status.

Its fields are those of argoproj.io/v1alpha1. What nobody needs is ignored, for
Argo CD adds fields with every release; what is needed has to be right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.deployment import Environment, Status
from app.domain.fields import MISSING, Reader, Readers, Refused, Schema, build
from app.domain.readers import optional, past

HEALTH: Mapping[object, Status] = {
    "Progressing": Status.STARTED,
    # A rollout that waits for its analysis or for somebody to promote it.
    "Suspended": Status.STARTED,
    "Healthy": Status.HEALTHY,
    "Degraded": Status.DEGRADED,
    "Missing": Status.DEGRADED,
}
BY_DIGEST = re.compile("[!-?A-~]+@(sha256:[0-9a-f]{64})")
SINCE = "status.health.lastTransitionTime"
NAME: Schema = {"type": "string", "pattern": "-(dev|staging|production)$"}
# Images by tag, as of sidecars, may stand beside it.
IMAGES: Schema = {
    "type": "array",
    "contains": {"type": "string", "pattern": f"^{BY_DIGEST.pattern}$"},
    "minContains": 1,
    "maxContains": 1,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """How Argo CD sees a release in an environment."""

    environment: Environment
    digest: str
    status: Status
    time: datetime


def environment(raw: object) -> Environment:
    """Read the environment out of the name of an application: NAME-ENVIRONMENT."""
    for member in Environment:
        if isinstance(raw, str) and raw.endswith(f"-{member.value}"):
            return member
    allowed = ", ".join(f"-{member.value}" for member in Environment)
    raise Refused(f"must end with one of {allowed}")


def health(raw: object) -> Status:
    """Read the health of an application."""
    # Not `raw in HEALTH`: a list or an object cannot be looked up.
    if isinstance(raw, str) and raw in HEALTH:
        return HEALTH[raw]
    raise Refused(f"must be one of {', '.join(map(str, HEALTH))}")


def image(raw: object) -> str:
    """Read the one digest among the images of an application."""
    images = raw if isinstance(raw, list) else []
    found = [BY_DIGEST.fullmatch(each) for each in images if isinstance(each, str)]
    digests = [match[1] for match in found if match]
    if len(digests) == 1:
        return digests[0]
    raise Refused("must hold exactly one image by digest: NAME@sha256:...")


def readers(now: datetime) -> Readers:
    """Return how each path of an Application that arrives now is read."""
    return {
        "metadata.name": Reader(environment, NAME),
        "status.summary.images": Reader(image, IMAGES),
        "status.health.status": Reader(health, {"enum": list(HEALTH)}),
        SINCE: optional(past(now), now),
    }


def parse(raw: Mapping[str, object], now: datetime) -> Sighting:
    """Make a sighting out of an Application, or name every path that is wrong."""
    paths = readers(now)
    return build(
        lambda **found: Sighting(*found.values()),
        paths,
        {path: at(raw, path) for path in paths},
    )


def at(raw: object, path: str) -> object:
    """Return what lies at a path of nested objects, or MISSING."""
    for name in path.split("."):
        raw = raw.get(name, MISSING) if isinstance(raw, dict) else MISSING
    return raw


def described(paths: Readers) -> Schema:
    """Return the schema of an object that holds these paths, and maybe more."""
    branches: dict[str, dict[str, Reader[object]]] = {}
    for path, reader in paths.items():
        name, _, rest = path.partition(".")
        branches.setdefault(name, {})[rest] = reader
    return {
        "type": "object",
        "properties": {
            name: inner[""].schema if "" in inner else described(inner)
            for name, inner in branches.items()
        },
        "required": [
            name
            for name, inner in branches.items()
            if any(reader.required for reader in inner.values())
        ],
    }
