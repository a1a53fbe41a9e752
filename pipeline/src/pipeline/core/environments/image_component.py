"""Read and write the image component: the one file that effects write.

Only what stands for the repository and the digest is replaced. Every other byte, be it
a comment, a quote or the end of a line, stays as people left it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from pipeline.core.errors import Refused
from pipeline.core.reference import DIGEST, DIGEST_RULE, REPOSITORY, Image

ENTRY: Final = ("name", "newName", "digest")
EXAMPLE: Final = "write one entry with name, newName and digest: sha256:..."
PLAIN_OR_QUOTED: Final = (None, "'", '"')

Entry = dict[str, yaml.ScalarNode]
# PyYAML takes minutes for some thousands of them, one inside the other.
BRACKETS: Final = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A component's text, and the path that errors name."""

    text: str
    where: str

    def refused(self, at: yaml.Node | None, cause: str, remedy: str) -> Refused:
        """Return the error that names the line, where there is one."""
        return self.refused_at(None if at is None else at.start_mark, cause, remedy)

    def refused_at(self, mark: object, cause: str, remedy: str) -> Refused:
        """Return the error that names a mark's line; PyYAML has two classes of them."""
        line = getattr(mark, "line", None)
        place = self.where if line is None else f"{self.where}:{line + 1}"
        return Refused(f"could not use image component '{place}': {cause}; {remedy}")


def image_of(text: str, where: str) -> Image:
    """Return the image that a component names."""
    return _image(Source(text, where))[0]


def with_image(text: str, image: Image, where: str) -> str:
    """Return the component with this image, every other byte as it was."""
    _, entry = _image(Source(text, where))
    values = {"newName": image.repository, "digest": image.digest}
    # From behind, so that what comes before keeps its place.
    for name in sorted(values, key=lambda name: -entry[name].start_mark.index):
        node, quote = entry[name], entry[name].style or ""
        before, after = text[: node.start_mark.index], text[node.end_mark.index :]
        text = f"{before}{quote}{values[name]}{quote}{after}"
    return text


def _image(source: Source) -> tuple[Image, Entry]:
    entry = _entry(source)
    repository, digest = entry["newName"], entry["digest"]
    if not REPOSITORY.fullmatch(repository.value):
        cause = f"newName '{repository.value}' is no repository"
        remedy = "write registry/path, no tag"
        raise source.refused(repository, cause, remedy)
    if not DIGEST.fullmatch(digest.value):
        cause = f"digest '{digest.value}' is none"
        raise source.refused(digest, cause, f"write {DIGEST_RULE}")
    return Image(repository.value, digest.value), entry


def _entry(source: Source) -> Entry:
    """Return the values of the only entry, each one text on one line."""
    root = _members(source, _root(source), "it")
    kind = root.get("kind")
    if kind is None or kind.value != "Component":
        raise source.refused(kind, "it is no Component", "write kind: Component")
    entry = _members(source, _only(source, root.get("images")), "its image")
    for name, node in entry.items():
        if name not in ENTRY:
            cause = f"'{name}' stands beside the digest"
            remedy = "remove it: the digest alone says which image"
            raise source.refused(node, cause, remedy)
    missing = [name for name in ENTRY if name not in entry]
    if missing:
        raise source.refused(None, f"its image has no {missing[0]}", EXAMPLE)
    return {name: _text(source, name, node) for name, node in entry.items()}


def _only(source: Source, images: yaml.Node | None) -> yaml.Node:
    if not isinstance(images, yaml.SequenceNode) or not images.value:
        raise source.refused(images, "it lists no image", EXAMPLE)
    first, *others = images.value
    if others:
        cause = f"it lists {len(images.value)} images"
        raise source.refused(others[0], cause, "keep the service's own")
    only: yaml.Node = first
    return only


def _text(source: Source, name: str, node: yaml.Node) -> yaml.ScalarNode:
    begin, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.ScalarNode) and node.style in PLAIN_OR_QUOTED:
        if begin.line == end.line:
            return node
    raise source.refused(node, f"{name} is not one text on one line", "write it so")


def _members(source: Source, node: yaml.Node, what: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise source.refused(node, f"{what} is no mapping", EXAMPLE)
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise source.refused(key, f"{what} has a name that is no text", EXAMPLE)
    return {key.value: value for key, value in node.value}


def _root(source: Source) -> yaml.Node:
    """Parse the text, or say at which line it is none that could be written."""
    if source.text.count("[") > BRACKETS:
        cause = f"it has more than {BRACKETS} brackets"
        raise source.refused(None, cause, "write lists a line each")
    try:
        events = list(yaml.parse(source.text))
        roots = list(yaml.compose_all(source.text))
    except yaml.MarkedYAMLError as error:
        cause = f"it is no YAML ({error.problem})"
        raise source.refused_at(error.problem_mark, cause, "fix it") from error
    except yaml.reader.ReaderError as error:
        cause = f"it is no YAML ({error.reason}: character {error.position + 1})"
        raise source.refused(None, cause, "fix it") from error
    except (RecursionError, ValueError, OverflowError) as error:
        # Too many brackets, a character or a version that is too great a number.
        cause = "it has more than YAML can hold"
        raise source.refused(None, cause, "fix it") from error
    for event in events:
        _refuse_elsewhere(source, event)
    if len(roots) != 1:
        second = roots[1] if roots else None
        raise source.refused(second, f"it has {len(roots)} documents", "keep one")
    for mapping in _mappings(roots[0]):
        _refuse_repeated(source, mapping)
    return roots[0]


def _refuse_elsewhere(source: Source, event: yaml.Event) -> None:
    """Refuse values that are given somewhere else, or are not what they look like."""
    for kind, sign in (("anchor", "&"), ("tag", "")):
        name = getattr(event, kind, None)
        if name:
            cause = f"it uses {sign}{name}"
            raise source.refused_at(event.start_mark, cause, "write the value itself")


def _refuse_repeated(source: Source, mapping: yaml.MappingNode) -> None:
    seen = set()
    for key, _ in mapping.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                cause = f"'{key.value}' stands there twice"
                raise source.refused(key, cause, "keep one")
            seen.add(key.value)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Go through all mappings of a document."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for pair in node.value:
            for each in pair:
                yield from _mappings(each)
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _mappings(each)
