"""Parse the engines that a run may be spread over."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

# Names with their addresses, in the order that they were written in.
Engines = tuple[tuple[str, str], ...]

NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?")
SOCKET: Final = re.compile(r"(?:/[\w.-]+)+", re.ASCII)
POD_OPTIONS: Final = ("container", "context", "namespace")
# An engine does not ask who calls, and whoever calls is root where it runs.
THIS_MACHINE: Final = ("127.0.0.1", "::1", "localhost")
TABLE: Final = 'a table such as { a = "kube-pod://engine-0?namespace=dagger" }'
ADDRESS: Final = (
    "kube-pod://POD?namespace=NAME, unix:///PATH, tcp://127.0.0.1:PORT"
    " (where a proxy brings a client certificate), docker-container://NAME or"
    " podman-container://NAME"
)


def engines(value: object, key: str, problems: list[str]) -> Engines:
    """Read a table of engines: names, each with the address of one engine."""
    if not isinstance(value, dict) or not value:
        problems.append(f"{key}: is {value!r}; allowed: {TABLE}, not empty")
        return ()
    taken: dict[str, str] = {}
    for name, address in value.items():
        problems.extend(_problems(f"{key}.{name}", name, address))
        # One engine under two names would be given twice its share.
        if isinstance(address, str) and address in taken:
            other = taken[address]
            problems.append(f"{key}.{name}: is the same engine as '{other}'; keep one")
        taken[str(address)] = name
    return tuple((name, str(address)) for name, address in value.items())


def _problems(key: str, name: str, address: object) -> list[str]:
    problems = []
    if not NAME.fullmatch(name):
        rule = "small letters, digits and '-' between them, at most 63"
        problems.append(f"{key}: is called {name!r}; allowed: {rule}")
    if not isinstance(address, str) or not _is_address(address):
        problems.append(f"{key}: is {address!r}; allowed: {ADDRESS}")
    return problems


def _is_address(text: str) -> bool:
    if not (text.isascii() and text.isprintable()):
        return False
    try:
        parts = urlsplit(text)
        return _is_right(parts)
    # A port that is no number, or brackets without an address inside.
    except ValueError:
        return False


def _is_right(parts: SplitResult) -> bool:
    if parts.fragment or parts.username is not None:
        return False
    match parts.scheme:
        case "kube-pod":
            return _names_one(parts) and _has_options(parts.query)
        case "docker-container" | "podman-container":
            return _names_one(parts) and not parts.query
        case "unix":
            return not parts.netloc and SOCKET.fullmatch(parts.path) is not None
        case "tcp":
            here = parts.hostname in THIS_MACHINE and bool(parts.port)
            return here and not parts.path and not parts.query
    return False


def _names_one(parts: SplitResult) -> bool:
    return HOST.fullmatch(parts.netloc) is not None and not parts.path


def _has_options(query: str) -> bool:
    """Say whether options are known, none twice, none empty."""
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    names = [name for name, value in pairs if value]
    known = all(name in POD_OPTIONS for name in names)
    return known and len(names) == len(pairs) == len(set(names))
