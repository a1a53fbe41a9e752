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

HEALTH: Mapping[object, Status | None] = {
    "Progressing": Status.STARTED,
    # A rollout that waits for its analysis or for somebody to promote it.
    "Suspended": Status.STARTED,
    "Healthy": Status.HEALTHY,
    "Degraded": Status.DEGRADED,
    "Missing": Status.DEGRADED,
    # It could not be found out: that is no news of the release.
    "Unknown": None,
}
BY_DIGEST = re.compile("[!-?A-~]+@(sha256:[0-9a-f]{64})")
SYNCED = "status.operationState.syncResult.resources"
SINCE = "status.health.lastTransitionTime"
NAME: Schema = {"type": "string", "pattern": "-(dev|staging|production)$"}
# Sidecars and what is just being replaced may stand beside it.
IMAGES: Schema = {
    "type": "array",
    "contains": {"type": "string", "pattern": f"^{BY_DIGEST.pattern}$"},
    "minContains": 1,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """How Argo CD sees an application: *synced* is what Git said last.

    Either may name several digests, for there are sidecars, and old pods that end.
    """

    name: str
    running: tuple[str, ...]
    status: Status | None
    time: datetime
    synced: tuple[str, ...]

    @property
    def environment(self) -> Environment:
        """Return the environment that the name of the application ends with."""
        return environment(self.name)


def environment(raw: object) -> Environment:
    """Read the environment out of the name of an application: NAME-ENVIRONMENT."""
    for member in Environment:
        if isinstance(raw, str) and raw.endswith(f"-{member.value}"):
            return member
    allowed = ", ".join(f"-{member.value}" for member in Environment)
    raise Refused(f"must end with one of {allowed}")


def name(raw: object) -> str:
    """Read the name of an application."""
    environment(raw)
    return str(raw)


def health(raw: object) -> Status | None:
    """Read the health of an application."""
    # Not `raw in HEALTH`: a list or an object cannot be looked up.
    if isinstance(raw, str) and raw in HEALTH:
        return HEALTH[raw]
    raise Refused(f"must be one of {', '.join(map(str, HEALTH))}")


def images(raw: object) -> tuple[str, ...]:
    """Read the digests among the images of an application."""
    if found := digests(raw):
        return found
    raise Refused("must hold an image by digest: NAME@sha256:...")


def digests(raw: object) -> tuple[str, ...]:
    """Return the digests among images, each once."""
    listed = raw if isinstance(raw, list) else []
    found = [BY_DIGEST.fullmatch(each) for each in listed if isinstance(each, str)]
    return tuple(dict.fromkeys(match[1] for match in found if match))


def synced(raw: object) -> tuple[str, ...]:
    """Return the digests among the images of resources; what else it is, is none."""
    resources = raw if isinstance(raw, list) else []
    found = [digests(at(each, "images")) for each in resources]
    return tuple(dict.fromkeys(digest for each in found for digest in each))


def readers(now: datetime) -> Readers:
    """Return how each path of an Application that arrives now is read."""
    return {
        "metadata.name": Reader(name, NAME),
        "status.summary.images": Reader(images, IMAGES),
        "status.health.status": Reader(health, {"enum": list(HEALTH)}),
        SINCE: optional(past(now), now),
        SYNCED: optional(Reader(synced, {}), ()),
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
