"""Tell which files of the repository a Dockerfile copies."""

import json
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase

from pipeline.core.compose.instructions import instructions


def copied(dockerfile: str, files: Collection[str]) -> frozenset[str]:
    """Return those that are copied to any of its stages."""
    patterns = frozenset(each for each in _sources(dockerfile))
    return frozenset(n for n in files if any(_holds(each, n) for each in patterns))


def _sources(dockerfile: str) -> Iterator[str]:
    for word, rest in instructions(dockerfile):
        words = _words(rest) if word in ("COPY", "ADD") else []
        flags = [each for each in words if each.startswith("--")]
        if not any(flag.startswith("--from=") for flag in flags):
            yield from (_plain(each) for each in words[len(flags) : -1])


def _words(rest: str) -> list[str]:
    """Return the words of an instruction, which may be a list of JSON after flags."""
    flags = [each for each in rest.split() if each.startswith("--")]
    after = rest[rest.index(flags[-1]) + len(flags[-1]) :] if flags else rest
    try:
        listed = json.loads(after)
    except ValueError:
        listed = after.split()
    return [*flags, *map(str, listed if isinstance(listed, list) else [])]


def _plain(source: str) -> str:
    return source.removeprefix("./").strip("/") or "."


def _holds(source: str, name: str) -> bool:
    """Say whether a file is what is copied, or lies in it."""
    if source == "." or name.startswith(f"{source}/"):
        return True
    parts = name.split("/")
    depth = source.count("/") + 1
    return fnmatchcase("/".join(parts[:depth]), source)
