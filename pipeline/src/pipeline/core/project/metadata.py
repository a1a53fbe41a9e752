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
# Which key of which tool says whether the project is one that is installed.
PACKAGED: Final = (
    ("uv", "package"),
    ("poetry", "package-mode"),
    ("pdm", "distribution"),
)
# Those that an open end of requires-python stands for.
KNOWN_MINORS: Final = (11, 12)


def parse(name: str, text: str) -> Table:
    """Parse a TOML file; ProjectError when it is broken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"could not read '{name}': {error}; fix it") from error


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
    asked = table(document, "project").get("requires-python")
    return _fitting(str(asked or _of_poetry(document)))


def _of_poetry(document: Table) -> str:
    """Return the versions that Poetry asks for; its ^3.11 has no upper minor."""
    asked = table(document, "tool", "poetry", "dependencies").get("python")
    return asked.replace("^", ">=") if isinstance(asked, str) else ""


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


def allows(requires: str, version: str) -> bool:
    """Say whether a specifier allows a version such as 3.12."""
    minor = int(version.partition(".")[2])
    bounds = SPECIFIER.findall(requires)
    return all(COMPARE[sign](minor, int(bound)) for sign, bound in bounds)


def name(document: Table) -> str:
    """Return the project's name, "" where it has none."""
    given = table(document, "project").get("name")
    return str(given or table(document, "tool", "poetry").get("name") or "")


def groups(document: Table) -> tuple[str, ...]:
    """Name the dependency groups."""
    return tuple(table(document, "dependency-groups"))


def is_packaged(document: Table) -> bool:
    """Say whether the project itself is to be installed, not just what it needs."""
    builds = "build-system" in document
    for tool, key in PACKAGED:
        builds = bool(table(document, "tool", tool).get(key, builds))
    return builds


def lists_dependencies(document: Table) -> bool:
    """Say whether pyproject.toml itself holds what the service needs."""
    return "dependencies" in table(document, "project")


def strings(value: object) -> list[str]:
    """Return the strings of a list, nothing for anything else."""
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str)]
