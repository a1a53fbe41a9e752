"""Read one raw value into one typed value, or refuse it with its rule."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TypeVar

from app.domain.fields import Refused

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

# Clocks of machines that report differ; more than this is a wrong clock.
CLOCK_SKEW = timedelta(minutes=5)
RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII
)


def choice(kind: type[E]) -> Callable[[object], E]:
    """Read a member of an enumeration by its value."""
    allowed = ", ".join(str(member.value) for member in kind)

    def read(raw: object) -> E:
        for member in kind:
            if member.value == raw:
                return member
        raise Refused(f"must be one of {allowed}")

    return read


def matching(pattern: str, rule: str) -> Callable[[object], str]:
    """Read a text that a pattern matches whole."""
    compiled = re.compile(pattern, re.ASCII)

    def read(raw: object) -> str:
        if isinstance(raw, str) and compiled.fullmatch(raw):
            return raw
        raise Refused(rule)

    return read


def printable(limit: int) -> Callable[[object], str]:
    """Read a text of one line that is neither blank nor too long."""

    def read(raw: object) -> str:
        if isinstance(raw, str) and raw.strip() and raw.isprintable():
            if len(raw) <= limit:
                return raw
        raise Refused(f"must be 1 to {limit} printable characters")

    return read


def whole_number(low: int, high: int) -> Callable[[object], int]:
    """Read a number that is written in digits."""

    def read(raw: object) -> int:
        if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,9}", raw):
            if low <= int(raw) <= high:
                return int(raw)
        raise Refused(f"must be a whole number from {low} to {high}")

    return read


def optional(read: Callable[[object], T], default: T) -> Callable[[object], T]:
    """Read a field that may be missing."""
    return lambda raw: default if raw is None else read(raw)


def moment(now: datetime) -> Callable[[object], datetime]:
    """Read a time that has come; none means now."""

    def read(raw: object) -> datetime:
        if raw is None:
            return now
        time = parse_time(raw)
        if time > now + CLOCK_SKEW:
            raise Refused("must not lie in the future")
        return time

    return read


def parse_time(raw: object) -> datetime:
    """Parse a time with its offset and return it in UTC."""
    if isinstance(raw, str) and RFC3339.fullmatch(raw):
        try:
            return datetime.fromisoformat(raw).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Refused("must be a time with its offset, like 2026-01-31T09:30:00Z")
