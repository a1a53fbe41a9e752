"""Validate documents against schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jsonschema import ValidationError
from jsonschema.exceptions import best_match

from pipeline.validation.catalog import Catalog
from pipeline.validation.documents import Document, Path

DEFINITION: Final = "CustomResourceDefinition"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a document, and where in it."""

    rule: str
    message: str
    path: Path = ()


def problems(document: Document, catalog: Catalog) -> Iterator[Problem]:
    """Find all that its schema refuses."""
    for line, key in document.doubled.items():
        yield Problem("doubled-key", f"'{key}' stands there twice (line {line})")
    if not isinstance(document.value, dict):
        yield Problem("no-object", "it is no object with apiVersion and kind")
        return
    validator = catalog.validator(document.kind)
    if validator is None:
        version, kind = document.kind
        yield Problem("unknown-kind", f"there is no kind '{kind}' in '{version}'")
        return
    for error in validator.iter_errors(document.value):
        yield from _said(error)
    yield from _hidden(document, catalog)


def _hidden(document: Document, catalog: Catalog) -> Iterator[Problem]:
    """Name kinds that a definition would take over from the cluster."""
    if document.field("kind") == DEFINITION:
        for version, kind in catalog.hides(document.value):
            said = f"'{kind}' in '{version}' is a kind of the cluster itself"
            yield Problem("hides-kind", said)


def _said(error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        for name in sorted(set(error.instance) - set(error.schema["properties"])):
            field = (*path, name)
            yield Problem("unknown-field", _at(field, "no such field"), field)
        return
    # Of several alternatives none fits: the nearest one says why.
    nearest = best_match([error]) if error.context else error
    assert nearest is not None
    where = tuple(nearest.absolute_path)
    message = nearest.message if len(nearest.message) < 200 else _short(nearest)
    yield Problem(str(nearest.validator), _at(where, message), where)


def _short(error: ValidationError) -> str:
    return f"it breaks the rule {error.validator}: {error.validator_value!r:.150}"


def _at(path: Path, message: str) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    named = "".join(steps).removeprefix(".")
    return f"{named}: {message}" if named else message
