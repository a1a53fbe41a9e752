"""What a place for short-lived values can do."""

from collections.abc import Sequence
from typing import Protocol


class Away(Exception):
    """The place did not answer."""


class Store(Protocol):
    """Keeps values for some seconds; every method may raise Away."""

    def get(self, *keys: str) -> list[bytes | None]:
        """Return the value of each key, None where there is none."""

    def set(self, key: str, value: bytes, seconds: float) -> None:
        """Keep a value, in place of an earlier one."""

    def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value unless there is one, and tell whether it was kept."""

    def delete(self, key: str) -> None:
        """Forget a value."""

    def increment(self, key: str) -> None:
        """Count one up, for good, from nothing where there is none."""

    def count(self, keys: Sequence[str], seconds: float) -> list[int]:
        """Count each key up by one, keep it for some seconds, return the numbers."""

    def ping(self) -> None:
        """Return when the place answers."""

    def close(self) -> None:
        """Let go of what reaches the place."""
