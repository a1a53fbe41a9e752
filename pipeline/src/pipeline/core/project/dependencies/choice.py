"""Requirement files, groups and extras that somebody has chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Choice:
    """What is installed for one purpose; nothing chosen: what the files declare."""

    files: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    @classmethod
    def read(cls, words: Sequence[str]) -> Self:
        """Read words of a key: paths, 'group:NAME' and 'extra:NAME'."""
        groups = tuple(_named("group:", words))
        extras = tuple(_named("extra:", words))
        files = (word for word in words if not word.startswith(("group:", "extra:")))
        return cls(tuple(files), groups, extras)

    @property
    def any(self) -> bool:
        """Say whether anything was chosen."""
        return bool(self.files or self.groups or self.extras)


def _named(sort: str, words: Sequence[str]) -> list[str]:
    return [word.removeprefix(sort) for word in words if word.startswith(sort)]
