"""Read Terraform's files as blocks; an expression is text, as one line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import pytest

hcl2 = pytest.importorskip("hcl2", reason="python-hcl2 is of the group terraform")

# How many names stand behind the word that a block begins with.
LABELS: Final = {
    "check": 1,
    "data": 2,
    "ephemeral": 2,
    "import": 0,
    "locals": 0,
    "module": 1,
    "moved": 0,
    "output": 1,
    "provider": 1,
    "removed": 0,
    "resource": 2,
    "terraform": 0,
    "variable": 1,
}
BLOCK: Final = "__is_block__"
COMMENTS: Final = "__comments__"
LOCAL: Final = re.compile(r"\$\{local\.(\w+)\}")

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a file; nested ones are lists in its body."""

    kind: str
    labels: tuple[str, ...]
    body: Body
    file: Path

    @property
    def address(self) -> str:
        """Its name as Terraform writes it."""
        return ".".join(
            self.labels if self.kind == "resource" else (self.kind, *self.labels)
        )


@dataclass(frozen=True, slots=True)
class Module:
    """The blocks of one folder."""

    folder: Path
    blocks: tuple[Block, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read all files of a folder."""
        files = sorted(folder.glob("*.tf"))
        return cls(folder, tuple(each for file in files for each in _blocks(file)))

    def of(self, kind: str) -> list[Block]:
        """Return all blocks of a kind."""
        return [each for each in self.blocks if each.kind == kind]

    def named(self, kind: str) -> dict[str, Block]:
        """Return all blocks of a kind by their last name."""
        return {each.labels[-1]: each for each in self.of(kind)}

    def resources(self, *types: str) -> list[Block]:
        """Return resources, all or those of some types."""
        found = self.of("resource")
        return [each for each in found if not types or each.labels[0] in types]

    def resolved(self, value: object) -> object:
        """Return the value of a local in the place of its name."""
        found = LOCAL.fullmatch(value) if isinstance(value, str) else None
        if not found:
            return value
        for block in self.of("locals"):
            if found[1] in block.body:
                return self.resolved(block.body[found[1]])
        return value

    def values(self, body: object, path: str) -> list[object]:
        """Return what stands at a path, in each block that there is on the way."""
        name, _, rest = path.partition(".")
        found = []
        for inner in _bodies(self.resolved(body)):
            for key, value in _entries(inner):
                if unquoted(key) == name:
                    found += (
                        self.values(value, rest) if rest else [self.resolved(value)]
                    )
        return found


def _bodies(value: object) -> Iterator[Mapping[str, object]]:
    """Go through the bodies of a block that may stand there often."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            yield each


def _entries(body: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Go through the entries of a body; a dynamic block counts as what it makes."""
    for key, value in body.items():
        if key != "dynamic":
            yield key, value
            continue
        for dynamic in _bodies(value):
            for name, made in dynamic.items():
                if isinstance(made, Mapping):
                    yield name, made.get("content", [])


def unquoted(text: object) -> str:
    """Return the text of a literal without its quotes."""
    return str(text).strip('"')


def strings(value: object) -> Iterator[str]:
    """Go through all texts in a value: literals, and expressions whole."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key != COMMENTS:
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


@cache
def expression(text: str) -> object:
    """Return an expression in the form that one in a file has."""
    return hcl2.loads(f"it = {text.strip()}\n")["it"]


def _blocks(file: Path) -> Iterator[Block]:
    for kind, labels, body in _parsed(file.read_text()):
        yield Block(kind, labels, body, file)


# By text: of a copy that is spoilt only one file is read anew.
@cache
def _parsed(text: str) -> tuple[tuple[str, tuple[str, ...], Body], ...]:
    document = hcl2.loads(text)
    return tuple(
        (kind, labels, body)
        for kind, entries in document.items()
        if kind in LABELS
        for entry in entries
        for labels, body in _labelled(entry, LABELS[kind])
    )


def _labelled(entry: Body, depth: int) -> Iterator[tuple[tuple[str, ...], Body]]:
    if not depth:
        yield (), {key: value for key, value in entry.items() if key != BLOCK}
        return
    for name, inner in entry.items():
        if isinstance(inner, Mapping):
            for labels, body in _labelled(inner, depth - 1):
                yield (unquoted(name), *labels), body
