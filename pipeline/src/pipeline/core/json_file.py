"""Read JSON files of the repository; errors name the key that is wrong."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from pipeline.core.errors import Refused

# Of all offsets UTC's alone: a record reads the same everywhere.
TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z", re.ASCII)
# Names in every script stay readable.
ENCODER: Final = json.JSONEncoder(sort_keys=True, indent=2, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A value, where it stands, and in which file. What is not as expected raises."""

    where: str
    value: object
    path: str = ""

    def members(self, names: Collection[str]) -> Mapping[str, Self]:
        """Return the members of an object that has exactly these."""
        found = self.some(names)
        unknown = [name for name in self._object() if name not in names]
        if unknown:
            raise self._wrong(f"has unknown key '{unknown[0]}'", "remove it")
        return found

    def some(self, names: Collection[str]) -> Mapping[str, Self]:
        """Return these members of an object that may have others."""
        value = self._object()
        missing = [name for name in names if name not in value]
        if missing:
            raise self._wrong(f"lacks '{missing[0]}'", "add it")
        return {name: self.member(name) for name in names}

    def member(self, name: str) -> Self:
        """Return a member of an object; null where it lacks it."""
        path = f"{self.path}.{name}" if self.path else name
        return type(self)(self.where, self._object().get(name), path)

    def names(self) -> tuple[str, ...]:
        """Return the names of an object's members."""
        return tuple(self._object())

    def items(self) -> tuple[Self, ...]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            raise self._expected("a list")
        numbered = enumerate(self.value)
        make = type(self)
        return tuple(
            make(self.where, item, f"{self.path}[{n}]") for n, item in numbered
        )

    def matching(self, pattern: re.Pattern[str], rule: str) -> str:
        """Return a string that a pattern matches whole."""
        if not (isinstance(self.value, str) and pattern.fullmatch(self.value)):
            raise self._expected(rule)
        return self.value

    def line(self, least: int = 1, most: int = 200) -> str:
        """Return a string of one line."""
        text = self.value if isinstance(self.value, str) else None
        if text is None or not (least <= len(text) <= most and text.isprintable()):
            raise self._expected(f"one line of {least} to {most} printable characters")
        return text

    def one_of(self, known: Collection[str]) -> str:
        """Return one of the strings that are known."""
        if not (isinstance(self.value, str) and self.value in known):
            raise self._expected(f"one of {', '.join(known)}")
        return self.value

    def whole(self, least: int = 0) -> int:
        """Return a whole number."""
        # For Python true is a number.
        if type(self.value) is not int or self.value < least:
            raise self._expected(f"a whole number from {least} on")
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self._expected("true or false")
        return self.value

    def time(self) -> datetime:
        """Return a time that is written in UTC."""
        if isinstance(self.value, str) and TIME.fullmatch(self.value):
            try:
                return datetime.fromisoformat(self.value)
            except ValueError:
                pass
        raise self._expected("a time in UTC, like 2026-01-31T09:30:00Z")

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self._expected("an object")
        return self.value

    def _expected(self, what: str) -> Refused:
        return self._wrong(f"is {json.dumps(self.value)[:100]}", f"it has to be {what}")

    def _wrong(self, cause: str, remedy: str) -> Refused:
        subject = f"'{self.path}'" if self.path else "it"
        return refused(self.where, f"{subject} {cause}", remedy)


def refused(where: str, cause: str, remedy: str) -> Refused:
    """Return the error that a file cannot be used."""
    return Refused(f"could not read '{where}': {cause}; {remedy}")


def parse(text: str, where: str) -> Field:
    """Read a file's text; the same key twice, and what is no JSON, is refused."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                raise refused(where, f"'{name}' stands there twice", "keep one")
        return dict(pairs)

    def constant(name: str) -> object:
        raise refused(where, f"{name} is no JSON", "write a number")

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=constant)
    except json.JSONDecodeError as error:
        cause = f"line {error.lineno} is no JSON"
        raise refused(where, cause, "restore it from Git") from error
    except (ValueError, RecursionError) as error:
        cause = "it has too many digits or brackets"
        raise refused(where, cause, "restore it from Git") from error
    return Field(where, value)


def written(document: Mapping[str, object]) -> str:
    """Return the text of a document: the same facts, the same bytes."""
    return f"{ENCODER.encode(document)}\n"


def timestamp(time: datetime) -> str:
    """Write a time of UTC as it is read."""
    return time.isoformat().replace("+00:00", "Z")
