"""Tell whether this version of the service can work on a schema of the database.

Migrations only expand, until nobody needs what a later one then contracts. So
each revision is a number, knows the oldest code that works on it, and the code
knows the oldest revision that it works on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supported:
    """The revisions that a version of the service was made for."""

    needs: int
    knows: int


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema's revision, and the least revision that code on it has to know."""

    revision: int
    oldest_code: int


def complaint(schema: Schema, supported: Supported) -> str | None:
    """Say why a version cannot work on a schema; None when it can."""
    if schema.revision < supported.needs:
        return (
            f"the schema is at {schema.revision} and this version needs"
            f" {supported.needs}; run 'flask db-upgrade'"
        )
    if supported.knows < schema.oldest_code:
        return (
            f"the schema at {schema.revision} dropped what this version uses: it"
            f" serves versions that know {schema.oldest_code}, this one knows"
            f" {supported.knows}; run a newer version"
        )
    return None
