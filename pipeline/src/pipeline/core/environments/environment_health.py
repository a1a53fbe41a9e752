"""Parse the health that an environment reports: what runs, and how it is.

It is what the ledger answers to GET /api/v1/environments, from there or from a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.json_file import Field, parse, refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import DIGEST, DIGEST_RULE
from pipeline.core.release.schema import Schema, schema_in

HEALTHY: Final = "healthy"
NAMES: Final = tuple(each.value for each in Environment)


@dataclass(frozen=True, slots=True)
class Current:
    """The image that serves, and how it is."""

    digest: str
    health: str


@dataclass(frozen=True, slots=True)
class Status:
    """What runs in an environment, and its schema; None: nothing, or not said."""

    environment: Environment
    current: Current | None
    schema: Schema | None = None


Statuses = Mapping[Environment, Status]


def read(text: str, where: str) -> Statuses:
    """Read the status of environments; others than ours are passed over."""
    found: dict[Environment, Status] = {}
    for item in parse(text, where).some(["environments"])["environments"].items():
        name = item.some(["environment"])["environment"].line()
        if name in NAMES:
            status = _status(item, Environment(name))
            if status.environment in found:
                raise refused(where, f"it tells of {name} twice", "keep one")
            found[status.environment] = status
    return found


def _status(field: Field, environment: Environment) -> Status:
    current, schema = field.some(["current"])["current"], field.member("schema")
    return Status(
        environment,
        None if current.value is None else _current(current),
        None if schema.value is None else schema_in(schema),
    )


def _current(field: Field) -> Current:
    found = field.some(["digest", "health"])
    digest = found["digest"].matching(DIGEST, DIGEST_RULE)
    return Current(digest, found["health"].line())


def complaint(status: Status | None, digest: str) -> str | None:
    """Say why an image cannot be relied on there; None when it is healthy."""
    if status is None:
        return "nobody says how it is"
    name, current = status.environment.value, status.current
    if current is None:
        return f"nothing has been healthy in {name} yet"
    if current.digest != digest:
        return f"{current.digest} is what runs in {name}"
    if current.health != HEALTHY:
        return f"it is {current.health} in {name}"
    return None
