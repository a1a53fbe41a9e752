"""Read one raw value into one typed value, or refuse it with its rule."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TypeVar

from app.domain.fields import MISSING, Reader, Refused

E = TypeVar("E", bound=Enum)
T = TypeVar("T")
D = TypeVar("D")

# Clocks of machines that report differ; more than this is a wrong clock.
CLOCK_SKEW = timedelta(minutes=5)
RFC3339 = (
    r"[0-9]{4}-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,9})?(Z|[+-][0-2][0-9]:[0-5][0-9])"
)
# One line of any script: no controls, no invisible or direction marks.
WORDS = (
    r"[!-~\u00a1-\u1fff\u2c00-\ud7ff]([ -~\u00a1-\u1fff\u2c00-\ud7ff]{0,%d}"
    r"[!-~\u00a1-\u1fff\u2c00-\ud7ff])?"
)
# Lines of any script. A database takes no NUL, and JSON lets half a surrogate
# pair through that no encoding can write.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What stripping takes away, for engines that do not know what Python calls space.
SPACE = r"\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
CONTROLS = r"\u0000-\u0009\u000b-\u001f\u007f-\u009f"
PROSE = f"^[{SPACE}]*[^{SPACE}{CONTROLS}][^{CONTROLS}]*$"


def choice(kind: type[E]) -> Reader[E]:
    """Read a member of an enumeration by its value."""
    allowed = [str(member.value) for member in kind]

    def read(raw: object) -> E:
        for member in kind:
            if member.value == raw:
                return member
        raise Refused(f"must be one of {', '.join(allowed)}")

    return Reader(read, {"type": "string", "enum": allowed})


def matching(pattern: str, rule: str) -> Reader[str]:
    """Read a text that a pattern matches whole."""
    compiled = re.compile(pattern, re.ASCII)

    def read(raw: object) -> str:
        if isinstance(raw, str) and compiled.fullmatch(raw):
            return raw
        raise Refused(rule)

    return Reader(read, {"type": "string", "pattern": f"^({pattern})$"})


def words(limit: int) -> Reader[str]:
    """Read a text of one line, without space around it."""
    rule = f"must be 1 to {limit} printable characters without space around them"
    return matching(WORDS % (limit - 2), rule)


def prose(limit: int) -> Reader[str]:
    """Read a text of many lines that is neither blank nor too long."""

    def read(raw: object) -> str:
        if isinstance(raw, str) and not CONTROL.search(raw):
            text = raw.strip()
            if text and len(raw) <= limit:
                return text
        raise Refused(f"must be 1 to {limit} printable characters, in lines or one")

    bounds = {"minLength": 1, "maxLength": limit, "pattern": PROSE}
    return Reader(read, {"type": "string", **bounds, "examples": ["Looks good."]})


def whole_number(low: int, high: int) -> Reader[int]:
    """Read a number that is written in digits."""

    def read(raw: object) -> int:
        if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,9}", raw):
            if low <= int(raw) <= high:
                return int(raw)
        raise Refused(f"must be a whole number from {low} to {high}")

    return Reader(read, {"type": "integer", "minimum": low, "maximum": high})


def optional(reader: Reader[T], default: D) -> Reader[T | D]:
    """Read a field that may be missing."""

    def read(raw: object) -> T | D:
        return default if raw is MISSING else reader(raw)

    return Reader(read, reader.schema, required=False)


def past(now: datetime) -> Reader[datetime]:
    """Read a time that has come."""

    def read(raw: object) -> datetime:
        time = parse_time(raw)
        if time > now + CLOCK_SKEW:
            raise Refused("must not lie in the future")
        return time

    return replace(TIME, read=read)


def parse_time(raw: object) -> datetime:
    """Parse a time with its offset and return it in UTC."""
    if isinstance(raw, str) and re.fullmatch(RFC3339, raw):
        try:
            return datetime.fromisoformat(raw).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Refused("must be a time with its offset, like 2026-01-31T09:30:00Z")


TIME: Reader[datetime] = Reader(
    parse_time, {"type": "string", "format": "date-time", "pattern": f"^{RFC3339}$"}
)
