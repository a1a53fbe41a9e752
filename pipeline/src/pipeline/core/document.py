"""Read JSON that a tool wrote; errors name what is missing and where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from pipeline.core.errors import ToolOutputError
from pipeline.core.tool import ToolRun


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and the path it stands at. Whatever is not as expected raises."""

    run: ToolRun
    value: object
    path: str

    def __getitem__(self, name: str) -> Self:
        """Return a member of an object."""
        if not isinstance(self.value, dict) or name not in self.value:
            raise self._wrong(f"an object with '{name}'")
        return type(self)(self.run, self.value[name], f"{self.path}.{name}")

    def __contains__(self, name: str) -> bool:
        """Say whether an object has a member that is not null."""
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def __iter__(self) -> Iterator[Self]:
        """Go through the items of a list."""
        if not isinstance(self.value, list):
            raise self._wrong("a list")
        for number, item in enumerate(self.value):
            yield type(self)(self.run, item, f"{self.path}[{number}]")

    def members(self) -> dict[str, Self]:
        """Return the members of an object that are not null, by name."""
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        return {name: self[name] for name in self.value if name in self}

    def text(self) -> str:
        """Return a string."""
        if not isinstance(self.value, str):
            raise self._wrong("a string")
        return self.value

    def number(self) -> float:
        """Return a number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self._wrong("a number")
        return self.value

    def position(self, first: int = 1) -> int | None:
        """Return a line or column, counted from 1; tools say -1 where there is none."""
        place = int(self.number()) + 1 - first
        return place if place > 0 else None

    def _wrong(self, expected: str) -> ToolOutputError:
        return self.run.not_understood(f"'{self.path}' of its output is not {expected}")


def read(run: ToolRun, text: str) -> Node:
    """Parse what *run* wrote."""
    try:
        return Node(run, json.loads(text), "$")
    except ValueError as error:
        raise run.not_understood(f"its output is no JSON ({error})") from error
