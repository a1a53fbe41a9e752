"""Read fields of objects that may have any shape."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

Path = tuple[str | int, ...]
NOTHING: Final[Mapping[str, object]] = {}


def at(value: object, *path: str | int) -> object:
    """Return what lies at a path, None where there is nothing."""
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif _is_list(value) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def mapping(value: object) -> Mapping[str, object]:
    """Return an object, an empty one where there is none."""
    return value if isinstance(value, Mapping) else NOTHING


def items(value: object) -> Sequence[object]:
    """Return a list, an empty one where there is none."""
    return value if _is_list(value) else ()


def text(value: object) -> str:
    """Return a text, "" where there is none."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(each for each in items(value) if isinstance(each, str))


def whole(value: object) -> int | None:
    """Return a whole number, None where there is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def words(value: object) -> dict[str, str]:
    """Return the members of an object whose values are texts, such as labels."""
    return {k: v for k, v in mapping(value).items() if isinstance(v, str)}


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, str, object]]:
    """Go through all members of all objects inside a value."""
    for key, inner in mapping(value).items():
        yield (*path, key), key, inner
        yield from walk(inner, (*path, key))
    for number, inner in enumerate(items(value)):
        yield from walk(inner, (*path, number))


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One object of a cluster."""

    value: Mapping[str, object]

    def at(self, *path: str | int) -> object:
        """Return what lies at a path, None where there is nothing."""
        return at(self.value, *path)

    @property
    def api(self) -> str:
        """Return its API version."""
        return text(self.at("apiVersion"))

    @property
    def group(self) -> str:
        """Return its API group; the group of Kubernetes' heart has no name."""
        group, slash, _ = self.api.partition("/")
        return group if slash else ""

    @property
    def kind(self) -> str:
        """Return its kind."""
        return text(self.at("kind"))

    @property
    def name(self) -> str:
        """Return its name."""
        return text(self.at("metadata", "name"))

    @property
    def namespace(self) -> str:
        """Return its namespace, "" where it has none or leaves it open."""
        return text(self.at("metadata", "namespace"))

    @property
    def labels(self) -> dict[str, str]:
        """Return its own labels."""
        return words(self.at("metadata", "labels"))

    @property
    def title(self) -> str:
        """Return how people call it."""
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that is not kept: by which object, and where in it."""

    rule: str
    message: str
    thing: Thing
    path: Path = ()
