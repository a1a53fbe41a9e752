"""Read from a Dockerfile which requirement files, groups and extras an image has."""

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Final

CONTINUED: Final = re.compile(r"[\\`][ \t]*\r?\n")
INSTALLS: Final = re.compile(r"\b(?:pip3?|uv|poetry|pdm|pipenv)\b")
FILE: Final = re.compile(r"(?:\s-r|--requirements?)[ =]*([\w./-]+)")
GROUP: Final = re.compile(r"--group[ =]([\w.-]+)|--with[ =]([\w,.-]+)")
EXTRA: Final = re.compile(
    r"--extra[ =]([\w.-]+)"
    r"|(?:--extras|\s-E)[ =][\"']([\w ,.-]+)[\"']"
    r"|(?:--extras|\s-E)[ =]([\w,.]+)"
)
BRACKETS: Final = re.compile(r"[\s\"'=]\.\[([\w ,.-]+)\]")


def words(dockerfile: str, requirements: Collection[str]) -> tuple[str, ...]:
    """Return them as keys name them; files by the name they have in the repository."""
    joined = CONTINUED.sub(" ", dockerfile)
    found: list[str] = []
    for line in joined.splitlines():
        if line.strip().upper().startswith("RUN ") and INSTALLS.search(line):
            found += _files(line, requirements)
            found += [f"group:{name}" for name in _split(GROUP, line)]
            found += [f"extra:{name}" for name in _split(EXTRA, line)]
            found += [f"extra:{name}" for name in _split(BRACKETS, line)]
    return tuple(dict.fromkeys(found))


def _files(line: str, requirements: Collection[str]) -> Iterator[str]:
    """Name the files: in the image they may lie in another folder."""
    for named in FILE.findall(line):
        path = PurePosixPath(named)
        same = [name for name in requirements if named.endswith(name)]
        alike = [n for n in requirements if PurePosixPath(n).name == path.name]
        yield from (same or alike)[:1]


def _split(pattern: re.Pattern[str], line: str) -> Iterator[str]:
    for match in pattern.finditer(line):
        given = next(filter(None, match.groups()), "")
        yield from (word for word in re.split(r"[ ,]+", given.strip()) if word)
