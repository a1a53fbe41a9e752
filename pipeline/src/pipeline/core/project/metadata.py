"""Read the project metadata of pyproject.toml."""

import operator
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Final

from pipeline.core.errors import ProjectError

Table = Mapping[str, object]

CLASSIFIER: Final = re.compile(r"Programming Language :: Python :: (3\.[0-9]+)")
SPECIFIER: Final = re.compile(r"(>=|~=|<=|==|>|<)\s*3\.([0-9]+)")
COMPARE: Final[Mapping[str, Callable[[int, int], bool]]] = {
    ">=": operator.ge,
    "~=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}
DEFAULT_PYTHON: Final = "3.12"
# Those that an open end of requires-python stands for.
KNOWN_MINORS: Final = (11, 12)


def parse(name: str, text: str) -> Table:
    """Parse a TOML file; ProjectError when it is broken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"could not read '{name}': {error}; mend it") from error


def table(document: Table, *names: str) -> Table:
    """Return a table inside the document, empty where there is none."""
    for name in names:
        value = document.get(name)
        document = value if isinstance(value, dict) else {}
    return document


def pythons(document: Table) -> tuple[str, ...]:
    """Take the matrix from the classifiers, else from requires-python."""
    classifiers = strings(table(document, "project").get("classifiers"))
    named = {match[1] for c in classifiers if (match := CLASSIFIER.fullmatch(c))}
    if named:
        return tuple(sorted(named, key=lambda version: int(version[2:])))
    return _fitting(str(table(document, "project").get("requires-python", "")))


def _fitting(requires: str) -> tuple[str, ...]:
    bounds = [
        (COMPARE[sign], int(minor)) for sign, minor in SPECIFIER.findall(requires)
    ]
    if not bounds:
        return (DEFAULT_PYTHON,)
    fitting = [
        f"3.{known}"
        for known in KNOWN_MINORS
        if all(compare(known, minor) for compare, minor in bounds)
    ]
    return tuple(fitting) or (f"3.{bounds[0][1]}",)


def groups(document: Table) -> tuple[str, ...]:
    """Name the dependency groups."""
    return tuple(table(document, "dependency-groups"))


def is_packaged(document: Table) -> bool:
    """Say whether the project itself is to be installed, not just what it needs."""
    said = table(document, "tool", "uv").get("package", "build-system" in document)
    return bool(said)


def lists_dependencies(document: Table) -> bool:
    """Say whether pyproject.toml itself holds what the service needs."""
    return "dependencies" in table(document, "project")


def strings(value: object) -> list[str]:
    """Return the strings of a list, nothing for anything else."""
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str)]
