"""Parse YAML documents with the line of each field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import yaml

Path = tuple[str | int, ...]
TIMESTAMP: Final = "tag:yaml.org,2002:timestamp"


class Loader(yaml.CSafeLoader):
    """Reads what looks like a time as the text that it is to a cluster."""

    yaml_implicit_resolvers = {
        first: [each for each in resolvers if each[0] != TIMESTAMP]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Document:
    """One object of a file; *doubled* are keys that stand in it twice, by line."""

    file: str
    value: object
    node: yaml.Node
    doubled: Mapping[int, str]

    @classmethod
    def of(cls, file: str, loader: Loader, node: yaml.Node) -> Self:
        """Make a document of what a loader has composed."""
        # Before it is read: that brings in what it inherits.
        doubled = dict(_doubled(node))
        return cls(file, loader.construct_document(node), node, doubled)

    def field(self, *path: str) -> str:
        """Return a text in it, "" where there is none."""
        value = self.value
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, str) else ""

    @property
    def kind(self) -> tuple[str, str]:
        """Return its API version and kind."""
        return self.field("apiVersion"), self.field("kind")

    @property
    def name(self) -> str:
        """Return how people call it."""
        return f"{self.field('kind')} {self.field('metadata', 'name')}".strip()

    def reach(self, path: Path) -> tuple[int, int]:
        """Return how far a path leads into it, and the line on which it ends."""
        node, line = self.node, self.node.start_mark.line
        for depth, step in enumerate(path):
            found = _inside(node, step)
            if found is None:
                return depth, line + 1
            key, node = found
            line = key.start_mark.line
        return len(path), line + 1


def read(text: str, file: str) -> Iterator[Document]:
    """Read the documents of a file; yaml.YAMLError where it is none."""
    loader = Loader(text)
    while loader.check_node():
        node = loader.get_node()
        empty = isinstance(node, yaml.ScalarNode) and not node.value
        if node is not None and not empty:
            yield Document.of(file, loader, node)


def _inside(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        found = [pair for pair in node.value if pair[0].value == step]
        # What is inherited comes first, and counts only without another.
        return found[-1] if found else None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        items: Sequence[yaml.Node] = node.value
        return (items[step], items[step]) if step < len(items) else None
    return None


def _doubled(node: yaml.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, str(key.value)
            seen.add(key.value)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled(item)
