"""Everything that is found in the manifests of a repository."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.validation.catalog import Catalog
from pipeline.validation.checking import Problem, problems
from pipeline.validation.documents import Document, read
from pipeline.validation.files import Files
from pipeline.validation.images import images
from pipeline.validation.origin import Origin

DEFINITION: Final = "CustomResourceDefinition"
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What to look at.

    *rendered* holds what each overlay becomes, *sources* what overlays are made of,
    *files* are manifests as they are; *definitions* describe kinds of extensions.
    """

    kubernetes: str
    rendered: Mapping[str, str]
    sources: list[str]
    files: list[str]
    definitions: list[str]


def report(request: Request, schemas: Path) -> Entry:
    """Hold manifests against schemas, and name the images in them."""
    plain, sources = Files.read(request.files), Files.read(request.sources)
    known = Files.read(request.definitions).documents
    own = [*plain.documents, *sources.documents]
    known += [each for each in own if each.field("kind") == DEFINITION]
    catalog = Catalog.read(schemas, known)
    found = [asdict(each) | {"rule": "syntax"} for each in plain.unread]
    found += _plain_problems(plain, catalog)
    named: list[Entry] = []
    for overlay, text in request.rendered.items():
        origin = Origin(sources.documents, overlay)
        found += _rendered_problems(text, origin, catalog)
        named += _images(text, origin)
    return {"problems": found, "images": named}


def _plain_problems(files: Files, catalog: Catalog) -> Iterator[Entry]:
    for document in files.documents:
        for problem in problems(document, catalog):
            _, line = document.reach(problem.path)
            yield _entry(document, problem) | {"file": document.file, "line": line}


def _rendered_problems(text: str, origin: Origin, catalog: Catalog) -> Iterator[Entry]:
    for document in read(text, origin.overlay):
        for problem in problems(document, catalog):
            file, line = origin.of(document, problem.path)
            yield _entry(document, problem) | {"file": file, "line": line}


def _entry(document: Document, problem: Problem) -> Entry:
    message = f"{document.name or 'a document'}: {problem.message}"
    return {"rule": problem.rule, "message": message}


def _images(text: str, origin: Origin) -> Iterator[Entry]:
    for document in read(text, origin.overlay):
        for path, image in images(document):
            file, line = origin.of(document, path)
            yield {"image": image, "file": file, "line": line}
