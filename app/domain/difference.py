"""What one environment has that the next one does not have yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.deployment import Details, Environment
from app.domain.environments import Release


@dataclass(frozen=True, slots=True)
class Change:
    """Something whose version differs; None where it is not there."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The releases that a later environment lacks, newest first, and what they bring.

    *changes* is None where a release did not report what it is made of.
    """

    earlier: Environment
    later: Environment
    releases: tuple[Release, ...]
    more: bool
    changes: tuple[Change, ...] | None


def changes(before: Details | None, after: Details | None) -> tuple[Change, ...] | None:
    """Compare what two releases are made of: schema first, then packages by name."""
    if before is None or after is None:
        return None
    if before.dependencies is None or after.dependencies is None:
        return _schema(before, after) or None
    return (
        *_schema(before, after),
        *_packages(before.dependencies, after.dependencies),
    )


def _schema(before: Details, after: Details) -> tuple[Change, ...]:
    if before.schema is None or after.schema is None or before.schema == after.schema:
        return ()
    return (Change("schema", str(before.schema), str(after.schema)),)


def _packages(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )
