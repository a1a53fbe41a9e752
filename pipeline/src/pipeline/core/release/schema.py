"""Decide whether a release can work on the schema of a database.

Migrations only go forward, and a rollback of the code leaves the schema as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from pipeline.core.json_file import Field, parse, refused
from pipeline.core.release.release import Release, SchemaWindow


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema's revision, and the least revision that code on it has to know."""

    revision: int
    oldest_code: int


def window(text: str, where: str) -> SchemaWindow:
    """Read what the service itself says it needs of the schema."""
    return window_in(parse(text, where))


def window_in(field: Field) -> SchemaWindow:
    """Read a window that is a part of something."""
    found = field.members([each.name for each in fields(SchemaWindow)])
    read = SchemaWindow(**{name: each.whole() for name, each in found.items()})
    for name in ("needs", "oldest_code"):
        newest = getattr(read, name)
        if newest > read.knows:
            cause = f"{found[name].path} is {newest}, but it knows {read.knows}"
            raise refused(field.where, cause, "no release works like that: fix it")
    return read


def schema_in(field: Field) -> Schema:
    """Read a schema that is a part of something."""
    found = field.some([each.name for each in fields(Schema)])
    return Schema(found["revision"].whole(), found["oldest_code"].whole())


def left_by(releases: Iterable[Release]) -> Schema | None:
    """Return the schema after all releases that were ever there; None: no database."""
    windows = [each.schema for each in releases if each.schema is not None]
    if not windows:
        return None
    newest = max(windows, key=lambda each: (each.knows, each.oldest_code))
    return Schema(newest.knows, newest.oldest_code)


def fits(schema: Schema | None, window: SchemaWindow | None) -> bool:
    """Say whether a release can work there."""
    return complaint(schema, window) is None


def complaint(schema: Schema | None, window: SchemaWindow | None) -> str | None:
    """Say why a release cannot work on a schema; None when it can.

    Without a schema there is nothing yet that could be too old or too new.
    """
    if schema is None or window is None:
        return None
    if schema.revision < window.needs:
        return f"the schema is at {schema.revision} and it needs {window.needs}"
    if window.knows < schema.oldest_code:
        return (
            f"the schema at {schema.revision} serves code that knows"
            f" {schema.oldest_code}, it knows {window.knows}"
        )
    return None
