"""JSON Schemas of what the service answers."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from app.domain.bands import Band
from app.domain.deployment import (
    COMMIT,
    DIGEST,
    NAME,
    VERSION,
    Environment,
    Status,
)
from app.domain.fields import Readers, Schema


def fields(readers: Readers) -> Schema:
    """Return the schema of an object that is read with these readers."""
    return {
        "type": "object",
        "properties": {name: reader.schema for name, reader in readers.items()},
        "required": [name for name, reader in readers.items() if reader.required],
        "additionalProperties": False,
    }


def properties(
    named: Mapping[str, Schema], optional: Mapping[str, Schema] = MappingProxyType({})
) -> Schema:
    """Return the schema of an object that has these properties, and may have others."""
    return {
        "type": "object",
        "properties": {**named, **optional},
        "required": list(named),
        "additionalProperties": False,
    }


def words(kind: type[Enum]) -> Schema:
    """Return the schema of a member of an enumeration."""
    return {"type": "string", "enum": [member.value for member in kind]}


def many(each: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": each}


def maybe(schema: Schema) -> Schema:
    """Return the schema of what may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


TEXT: Schema = {"type": "string"}
TIME: Schema = {"type": "string", "format": "date-time"}
COUNT: Schema = {"type": "integer", "minimum": 0}
AMOUNT: Schema = {"type": "number"}
RELEASED: Mapping[str, Schema] = {
    "digest": DIGEST.schema,
    "commit": COMMIT.schema,
    "version": VERSION.schema,
}
ENTRY = properties(
    {
        "id": {"type": "integer", "minimum": 1},
        "service": NAME.schema,
        "environment": words(Environment),
        **RELEASED,
        "status": words(Status),
        "actor": TEXT,
        "time": TIME,
    },
    {
        "committed": TIME,
        "run": TEXT,
        "report": TEXT,
        "approved_by": TEXT,
        "schema": COUNT,
    },
)
RELEASE = properties({**RELEASED, "since": TIME, "health": words(Status)})
ENVIRONMENT = properties(
    {
        "service": NAME.schema,
        "environment": words(Environment),
        "current": maybe(RELEASE),
        "previous": maybe(RELEASE),
        "coming": maybe(RELEASE),
    }
)
NOTE = properties({"author": TEXT, "text": TEXT, "time": TIME})
DAY = properties(
    {
        "day": {"type": "string", "format": "date"},
        "deployments": COUNT,
        "failures": COUNT,
        "lead_time_seconds": maybe(AMOUNT),
        "time_to_restore_seconds": maybe(AMOUNT),
    }
)
BANDS = properties(
    {
        name: maybe(words(Band))
        for name in (
            "deployment_frequency",
            "lead_time",
            "change_failure_rate",
            "time_to_restore",
        )
    }
)
DORA = properties(
    {
        "service": NAME.schema,
        "environment": words(Environment),
        "since": TIME,
        "until": TIME,
        "deployments": COUNT,
        "deployments_per_day": AMOUNT,
        "lead_time_seconds": maybe(AMOUNT),
        "change_failure_rate": maybe({"type": "number", "minimum": 0, "maximum": 1}),
        "time_to_restore_seconds": maybe(AMOUNT),
        "bands": BANDS,
        "days": many(DAY),
    }
)
PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "request_id": TEXT,
        "errors": many(properties({"field": TEXT, "detail": TEXT})),
    },
    "required": ["type", "title", "status", "detail", "request_id"],
}
