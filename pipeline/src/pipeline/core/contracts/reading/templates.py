"""Expand ApplicationSets of Argo CD into Applications."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from pipeline.core.contracts.reading.objects import Thing, at, items, mapping, text

VARIABLE: Final = re.compile(r"\{\{-?\s*\.?([\w.]+)\s*-?\}\}|\{\{.*?\}\}")
# Stands for whatever only a cluster knows.
UNKNOWN: Final = "*"

Values = dict[str, str]


def applications(thing: Thing, folders: Sequence[str]) -> Iterator[Thing]:
    """Return an Application itself, or each one that a set makes of its template.

    *folders* are those of the repository, which generators may look for.
    """
    if thing.kind == "Application":
        yield thing
    if thing.kind == "ApplicationSet":
        for generator in items(thing.at("spec", "generators")):
            for values in _generated(generator, folders):
                template = mapping(thing.at("spec", "template"))
                yield Thing(mapping(_filled(template, values)))


def _generated(generator: object, folders: Sequence[str]) -> list[Values]:
    if (elements := at(generator, "list", "elements")) is not None:
        return [_flat(each) for each in items(elements)]
    if (wanted := at(generator, "git", "directories")) is not None:
        return [_folder(each) for each in folders if _is_wanted(each, wanted)]
    if (inner := at(generator, "matrix", "generators")) is not None:
        product: list[Values] = [{}]
        for each in items(inner):
            more = _generated(each, folders)
            product = [left | right for left in product for right in more]
        return product
    return [{}]


def _flat(element: object, before: str = "") -> Values:
    """Return nested values by their path: a.b."""
    found: Values = {}
    for key, value in mapping(element).items():
        name = f"{before}{key}"
        found |= {name: str(value)} if text(value) else _flat(value, f"{name}.")
    return found


def _folder(folder: str) -> Values:
    name = folder.rpartition("/")[2]
    # With Go's templates, and without.
    return {"path": folder, "path.path": folder, "path.basename": name}


def _is_wanted(folder: str, wanted: object) -> bool:
    takes = [
        each for each in items(wanted) if fnmatchcase(folder, text(at(each, "path")))
    ]
    return bool(takes) and not any(at(each, "exclude") is True for each in takes)


def _filled(value: object, values: Values) -> object:
    if isinstance(value, str):
        return VARIABLE.sub(lambda found: values.get(found[1] or "", UNKNOWN), value)
    if isinstance(value, dict):
        return {key: _filled(inner, values) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, values) for inner in value]
    return value
