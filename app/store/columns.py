"""Types of columns that are the same in every database."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum
from typing import Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator

from app.domain.deployment import Details

E = TypeVar("E", bound=Enum)

# SQLite numbers rows by itself only where the key is a plain integer.
Number = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC, in databases that know no offsets, too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Store the time in UTC, without the offset where there is no place for it."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored time in UTC, with its offset."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Word(TypeDecorator[E], Generic[E]):
    """A member of an enumeration, stored by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Store the value of the member."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Return the member of the stored value."""
        return None if value is None else self.kind(value)


class Told(TypeDecorator[Details]):
    """Details as JSON, of which only those are stored that were given."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Details | None, dialect: Dialect) -> str | None:
        """Store what was given, nothing when that is nothing."""
        given = {k: v for k, v in asdict(value or Details()).items() if v is not None}
        return json.dumps(given) if given else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Details:
        """Return the details; a later version may have stored more of them."""
        given = json.loads(value) if value else {}
        return Details(**{name: given.get(name) for name in Details.__slots__})
