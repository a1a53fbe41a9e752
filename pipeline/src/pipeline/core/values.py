"""Read configuration values: each function returns the value or notes a problem."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from pathlib import PurePosixPath
from typing import TypeVar

Problems = list[str]
# Names with their numbers, in the order that they were written in.
Numbers = tuple[tuple[str, int], ...]
Texts = tuple[tuple[str, str], ...]
E = TypeVar("E", bound=Enum)
T = TypeVar("T")

DEBIAN_PACKAGE = re.compile(r"[a-z0-9][a-z0-9.+-]+(?:=[A-Za-z0-9.+~:*-]+)?")
COMPOSE_KEY = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
COMPOSE_SERVICE = re.compile(r"[a-zA-Z0-9._-]+", re.ASCII)
ENVIRONMENT = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
OBJECT = re.compile(r"[A-Z][A-Za-z]*/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
# A registry, alone or with the beginning of a repository.
IMAGES = re.compile(r"[a-z0-9.-]+(?::[0-9]+)?(?:/[a-z0-9._-]+)*", re.ASCII)
ROUTE = re.compile(r"/[!-~]*")
DEPENDENCY = re.compile(r"(?:group|extra):[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KUBERNETES = re.compile(r"1\.[1-9][0-9]")
PYTHON = re.compile(r"3\.(?:[8-9]|[1-9][0-9])")


def _refuse(key: str, value: object, allowed: str, problems: Problems) -> None:
    problems.append(f"{key}: is {value!r}; allowed: {allowed}")


def text(value: object, key: str, problems: Problems) -> str:
    """Read a string."""
    if isinstance(value, str):
        return value
    _refuse(key, value, "a string", problems)
    return ""


def kubernetes_version(value: object, key: str, problems: Problems) -> str:
    """Read a version of Kubernetes."""
    if isinstance(value, str) and KUBERNETES.fullmatch(value):
        return value
    _refuse(key, value, "a version such as '1.35'", problems)
    return ""


def path(value: object, key: str, problems: Problems) -> str:
    """Read a path inside the repository."""
    if isinstance(value, str) and _is_inside(value):
        return str(PurePosixPath(value))
    _refuse(key, value, "a path inside the repository, without '..'", problems)
    return ""


def _is_inside(value: str) -> bool:
    pure = PurePosixPath(value)
    # A tool would take a leading dash for an option.
    named = value.strip() != "" and value.isprintable() and not value.startswith("-")
    return named and not pure.is_absolute() and ".." not in pure.parts


def paths(value: object, key: str, problems: Problems) -> tuple[str, ...]:
    """Read a list of paths inside the repository."""
    items = _items(value, key, "a list of paths inside the repository", problems)
    read = [path(item, f"{key}[{n}]", problems) for n, item in enumerate(items)]
    return tuple(dict.fromkeys(read))


def matching(pattern: re.Pattern[str], allowed: str) -> Callable[..., tuple[str, ...]]:
    """Make the reader of a list of strings that all match."""

    def read(value: object, key: str, problems: Problems) -> tuple[str, ...]:
        items = _items(value, key, f"a list of {allowed}", problems)
        for number, item in enumerate(items):
            if not (isinstance(item, str) and pattern.fullmatch(item)):
                _refuse(f"{key}[{number}]", item, allowed, problems)
        return tuple(dict.fromkeys(str(item) for item in items))

    return read


python_versions = matching(PYTHON, "versions such as '3.11' and '3.12'")
debian_packages = matching(
    DEBIAN_PACKAGE, "packages such as 'postgresql' and 'redis-server=5:7.*'"
)
compose_services = matching(
    COMPOSE_SERVICE, "services of the compose file such as 'postgres'"
)
compose_keys = matching(COMPOSE_KEY, "keys such as 'read_only' and 'deploy.resources'")
environments = matching(ENVIRONMENT, "environments such as 'production'")
objects = matching(OBJECT, "objects such as 'Secret/shop'")
repositories = matching(IMAGES, "registries or repositories such as 'ghcr.io/shop'")
routes = matching(ROUTE, "routes such as '/readyz'")


def boolean(value: object, key: str, problems: Problems) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    _refuse(key, value, "true or false", problems)
    return False


def variable(value: object, key: str, problems: Problems) -> str:
    """Read the name of an environment variable."""
    if isinstance(value, str) and VARIABLE.fullmatch(value):
        return value
    _refuse(key, value, "a variable such as 'ENVIRONMENT'", problems)
    return ""


def positive(what: str) -> Callable[..., int]:
    """Make the reader of a whole number from 1 on."""

    def read(value: object, key: str, problems: Problems) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        _refuse(key, value, f"a whole {what}, 1 or more", problems)
        return 1

    return read


number = positive("number")
days = positive("number of days")


def numbers(value: object, key: str, problems: Problems) -> Numbers:
    """Read a table of variables with a whole number each."""
    if not isinstance(value, dict):
        _refuse(key, value, "a table such as { DRAIN_SECONDS = 5 }", problems)
        return ()
    named = {name: variable(name, key, problems) for name in value}
    return tuple(
        (named[name], number(each, f"{key}.{name}", problems))
        for name, each in value.items()
    )


def texts(value: object, key: str, problems: Problems) -> Texts:
    """Read a table of variables with a text each."""
    if not isinstance(value, dict):
        _refuse(key, value, "a table such as { APP_ENV = 'test' }", problems)
        return ()
    return tuple(
        (variable(name, key, problems), text(each, f"{key}.{name}", problems))
        for name, each in value.items()
    )


def dependencies(value: object, key: str, problems: Problems) -> tuple[str, ...]:
    """Read a list of requirement files, groups and extras."""
    allowed = "files, 'group:NAME' and 'extra:NAME'"
    items = _items(value, key, f"a list of {allowed}", problems)
    for number, item in enumerate(items):
        word = item if isinstance(item, str) else ""
        named = DEPENDENCY.fullmatch(word)
        if not named and (":" in word or not _is_inside(word)):
            _refuse(f"{key}[{number}]", item, allowed, problems)
    return tuple(dict.fromkeys(str(item) for item in items))


def percentage(value: object, key: str, problems: Problems) -> float:
    """Read a number from 0 to 100."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value <= 100:
            return float(value)
    _refuse(key, value, "a number from 0 to 100", problems)
    return 0.0


def some_of(known: Sequence[str]) -> Callable[..., tuple[str, ...]]:
    """Make the reader of a list whose items are all *known*."""
    allowed = ", ".join(known)

    def read(value: object, key: str, problems: Problems) -> tuple[str, ...]:
        if not isinstance(value, list):
            _refuse(key, value, f"a list of {allowed}", problems)
            return ()
        for number, item in enumerate(value):
            if item not in known:
                _refuse(f"{key}[{number}]", item, allowed, problems)
        return tuple(str(item) for item in value)

    return read


def one_of(known: type[E]) -> Callable[..., E]:
    """Make the reader of an enum's value."""
    by_value = {str(member.value): member for member in known}

    def read(value: object, key: str, problems: Problems) -> E:
        if isinstance(value, str) and value in by_value:
            return by_value[value]
        _refuse(key, value, ", ".join(by_value), problems)
        return next(iter(known))

    return read


def tables_of(kind: type[T]) -> Callable[..., tuple[T, ...]]:
    """Make the reader of a list of tables, each with exactly the fields of *kind*."""
    known = fields(kind)  # type: ignore[arg-type]  # callers give dataclasses
    names = {field.name: field.type for field in known}
    allowed = f"tables with {', '.join(names)}"

    def read(value: object, key: str, problems: Problems) -> tuple[T, ...]:
        if not isinstance(value, list):
            _refuse(key, value, f"a list of {allowed}", problems)
            return ()
        tables = enumerate(value)
        found = [one(table, f"{key}[{n}]", problems) for n, table in tables]
        return tuple(table for table in found if table is not None)

    def one(table: object, key: str, problems: Problems) -> T | None:
        if not isinstance(table, dict) or set(table) != set(names):
            _refuse(key, table, allowed, problems)
            return None
        for name, wanted in names.items():
            right = type(table[name]) is wanted and table[name] != ""
            if not right:
                what = "a date, e.g. 2030-01-31" if wanted is date else "a string"
                _refuse(f"{key}.{name}", table[name], what, problems)
                return None
        return kind(**table)

    return read


def _items(value: object, key: str, what: str, problems: Problems) -> list[object]:
    if isinstance(value, list) and value:
        return value
    _refuse(key, value, f"{what}, not empty", problems)
    return []
