"""Check contracts on rendered overlays, and find the place of each breach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.core.contracts.checks import breaches, looked_at
from pipeline.core.contracts.reading.exports import exported
from pipeline.core.contracts.reading.objects import Breach, Thing, at, mapping, text
from pipeline.core.contracts.reading.routes import routes
from pipeline.core.contracts.reading.world import Facts, Overlay, World
from pipeline.validation.documents import Document
from pipeline.validation.files import Files
from pipeline.validation.origin import Origin

# Where an overlay keeps the image that effects write.
COMPONENT: Final = "image/kustomization.yaml"
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What contracts are held against, see pipeline.core.tools.kubernetes.

    *code* are folders and files with Python, *scrapes* files with metrics, *queries*
    folders and files with rules and dashboards; *facts* are the fields of Facts.
    *unbuilt* are overlays that are there, and become nothing.
    """

    unbuilt: list[str]
    code: list[str]
    scrapes: list[str]
    queries: list[str]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What an overlay becomes, and where it comes from."""

    origin: Origin
    documents: list[Document]


def contracts(asked: Asked, rendered: list[Rendered], plain: Files) -> Entry:
    """Return every breach with its place, and what there was to look at."""
    queries = Files.read(_queries(asked.queries))
    built = [
        Overlay(each.origin.overlay, _things(each.documents), image(each.origin))
        for each in rendered
    ]
    world = World(
        overlays=(*built, *(Overlay(folder, ()) for folder in asked.unbuilt)),
        plain=_things(plain.documents),
        queries=_things(queries.documents),
        facts=_facts(asked),
    )
    places = _Places.of(rendered, [*plain.documents, *queries.documents])
    found = [places.placed(breach) for breach in breaches(world)]
    unread = [
        {"rule": "query-unread", "message": each.message} | _place(each.file, each.line)
        for each in queries.unread
    ]
    return {"breaches": [*found, *unread], "looked_at": looked_at(world)}


def _facts(asked: Asked) -> Facts:
    python = {str(file): file.read_text() for file in _inside(asked.code, "*.py")}
    scrapes = [file.read_text() for file in _inside(asked.scrapes, "*")]
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in asked.facts.items()
    }
    # What is known beside them counts only where there are some at all.
    found = routes(python)
    known = found.union(fields["routes"]) if found else found
    return Facts(**fields | {"routes": known, "metrics": exported(scrapes)})


def _inside(paths: Iterable[str], pattern: str) -> Iterator[Path]:
    """Return files as they are, and those of a pattern that lie in folders."""
    for path in map(Path, paths):
        found = [path] if path.is_file() else sorted(path.rglob(pattern))
        yield from (each for each in found if each.is_file())


def _queries(paths: Iterable[str]) -> Iterator[str]:
    """Return folders as they are, and dashboards in them, which are JSON."""
    for path in map(Path, paths):
        yield str(path)
        yield from (str(each) for each in sorted(path.rglob("*.json")))


def _things(documents: list[Document]) -> tuple[Thing, ...]:
    return tuple(Thing(mapping(each.value)) for each in documents)


def image(origin: Origin) -> str:
    """Return the image that an overlay's component names, "" without one."""
    file = Path(origin.overlay, COMPONENT)
    if not file.is_file():
        return ""
    try:
        component = yaml.safe_load(file.read_text())
    except yaml.YAMLError:
        # Kustomize has built the overlay without it: it is no component.
        return ""
    entry = at(component, "images", 0)
    name, digest = text(at(entry, "newName")), text(at(entry, "digest"))
    # What else it may be, the effects refuse.
    return f"{name}@{digest}" if name and digest else ""


@dataclass(frozen=True, slots=True)
class _Places:
    """The document of each object, and where rendered ones come from."""

    documents: Mapping[int, tuple[Document, Origin | None]]

    @classmethod
    def of(cls, rendered: list[Rendered], plain: list[Document]) -> "_Places":
        documents: dict[int, tuple[Document, Origin | None]] = {}
        for each in rendered:
            documents |= {id(d.value): (d, each.origin) for d in each.documents}
        documents |= {id(d.value): (d, None) for d in plain}
        return cls(documents)

    def placed(self, breach: Breach) -> Entry:
        """Return a breach as JSON, at the place that a person wrote."""
        said = f"{breach.thing.title}: {breach.message}".removeprefix(": ")
        entry = {"rule": breach.rule, "message": said}
        found = self.documents.get(id(breach.thing.value))
        if found is None:
            # Made of a template: no file holds it.
            return entry | _place("", None)
        document, origin = found
        if origin is None:
            return entry | _place(document.file, document.reach(breach.path)[1])
        return entry | _place(*origin.of(document, breach.path))


def _place(file: str, line: int | None) -> Entry:
    return {"file": file, "line": line}
