"""Gather all errors in the manifests of a repository."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.validation.catalog import Catalog
from pipeline.validation.checking import DEFINITION, Problem, problems
from pipeline.validation.contracts import Asked, Rendered, contracts
from pipeline.validation.documents import Document, read
from pipeline.validation.files import Files
from pipeline.validation.images import images
from pipeline.validation.origin import Origin
from pipeline.validation.remote import remote

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What to look at.

    *rendered* holds what each overlay becomes, *sources* what overlays are made of,
    *files* are manifests as they are; *definitions* describe kinds of extensions.
    *contracts* is what pipeline.validation.contracts.Asked holds.
    """

    kubernetes: str
    rendered: Mapping[str, str]
    sources: list[str]
    files: list[str]
    definitions: list[str]
    contracts: Mapping[str, Any]


def report(request: Request, schemas: Path) -> Entry:
    """Hold manifests against schemas and contracts, and name the images in them."""
    plain, sources = Files.read(request.files), Files.read(request.sources)
    known = Files.read(request.definitions).documents
    own = [*plain.documents, *sources.documents]
    # First those of the repository: a released one counts more.
    catalog = Catalog.read(schemas, _definitions([*own, *known]))
    found = [asdict(each) | {"rule": "syntax"} for each in plain.unread]
    found += _plain_problems(plain, catalog)
    found += remote(request.sources)
    named = [entry for each in plain.documents for entry in _plain_images(each)]
    rendered = [
        Rendered(Origin(sources.documents, overlay), list(read(text, overlay)))
        for overlay, text in request.rendered.items()
    ]
    for each in rendered:
        found += _rendered_problems(each, catalog)
        named += _images(each)
    return {
        "problems": found,
        "documents": len(plain.documents)
        + sum(len(each.documents) for each in rendered),
        "images": named,
        "objects": [entry for each in rendered for entry in _objects(each)],
        **contracts(Asked(**request.contracts), rendered, plain),
    }


def _definitions(documents: list[Document]) -> list[Document]:
    return [each for each in documents if each.field("kind") == DEFINITION]


def _plain_problems(files: Files, catalog: Catalog) -> Iterator[Entry]:
    for document in files.documents:
        for problem in problems(document, catalog):
            _, line = document.reach(problem.path)
            yield _entry(document, problem) | {"file": document.file, "line": line}


def _rendered_problems(rendered: Rendered, catalog: Catalog) -> Iterator[Entry]:
    for document in rendered.documents:
        for problem in problems(document, catalog):
            file, line = rendered.origin.of(document, problem.path)
            yield _entry(document, problem) | {"file": file, "line": line}


def _entry(document: Document, problem: Problem) -> Entry:
    message = f"{document.name or 'a document'}: {problem.message}"
    return {"rule": problem.rule, "message": message}


def _images(rendered: Rendered) -> Iterator[Entry]:
    for document in rendered.documents:
        for path, image in images(document):
            file, line = rendered.origin.of(document, path)
            yield {"image": image, "file": file, "line": line}


def _plain_images(document: Document) -> Iterator[Entry]:
    for path, image in images(document):
        _, line = document.reach(path)
        yield {"image": image, "file": document.file, "line": line}


def _objects(rendered: Rendered) -> Iterator[Entry]:
    """Say which lines of what is rendered come from which file."""
    for document in rendered.documents:
        file, line = rendered.origin.of(document, ())
        yield {
            "overlay": rendered.origin.overlay,
            "begin": document.node.start_mark.line + 1,
            "end": document.node.end_mark.line + 1,
            "file": file,
            "line": line,
        }
