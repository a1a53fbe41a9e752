"""Read requirement files: their names, their encodings and what they refer to."""

import codecs
import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from pipeline.core.errors import ProjectError
from pipeline.core.project.config import Config

# What declares dependencies under a name of its own.
FIXED: Final = (
    *("pyproject.toml", "uv.lock", "poetry.lock", "pdm.lock"),
    *("Pipfile", "Pipfile.lock", "setup.py", "setup.cfg"),
)
AT_THE_TOP: Final = re.compile(r"requirements[^/]*\.(?:txt|in)")
FOLDERS: Final = ("requirements", "reqs")
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER: Final = re.compile(r"(?:-r|--requirement|-c|--constraint)[ =]\s*(\S+)")
EDITABLE: Final = re.compile(r"(?:-e|--editable)[ =]\s*(\S+)")
COMMENT: Final = re.compile(r"(?:^|\s)#.*$")
CONTINUED: Final = re.compile(r"\\\n")


def decode(name: str, content: bytes) -> str:
    """Return a file's text; Windows writes UTF-16 where a shell redirects output."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(name, content, encoding)
    return _decoded(name, content, "utf-8")


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"could not read '{name}': it is no {encoding.removesuffix('-sig')}"
            f" ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error


def is_one(name: str) -> bool:
    """Say whether a file's name is that of requirements."""
    path = PurePosixPath(name)
    inside = str(path.parent) in FOLDERS and path.suffix in (".txt", ".in")
    return inside or AT_THE_TOP.fullmatch(name) is not None


def found(files: Collection[str]) -> tuple[str, ...]:
    """List them without constraints; what pip-compile reads only if nothing else is."""
    names = {name for name in files if is_one(name) and "constraint" not in name}
    compiled = {name for name in names if name.endswith(".txt")}
    alone = not compiled and "pyproject.toml" not in files
    return tuple(sorted(names if alone else compiled))


def chosen(config: Config) -> tuple[str, ...]:
    """Return the files that keys name."""
    words = (
        *config.dependencies_ship,
        *config.dependencies_test,
        *config.dependencies_types,
    )
    return tuple(word for word in words if not word.startswith(("group:", "extra:")))


def wanted(
    files: Collection[str], texts: Mapping[str, str], more: Collection[str]
) -> list[str]:
    """List the manifests that are still to be read, with those that others name."""
    names = {*FIXED, *found(files), *more}
    for name, text in texts.items():
        if is_list(name):
            names |= {*references(name, text)}
    return sorted(name for name in names - texts.keys() if name in files)


def lines(text: str) -> list[str]:
    """Return the requirements and options, without comments."""
    joined = CONTINUED.sub("", text.replace("\r\n", "\n"))
    bare = (COMMENT.sub("", line).strip() for line in joined.splitlines())
    return [line for line in bare if line]


def is_list(name: str) -> bool:
    """Say whether a manifest lists requirements line by line."""
    return name.endswith((".txt", ".in"))


def references(name: str, text: str) -> tuple[str, ...]:
    """Return the requirement files and constraints that a file takes in."""
    matches = (OTHER.match(line) for line in lines(text))
    folder = PurePosixPath(name).parent
    return tuple(_joined(folder, match[1]) for match in matches if match)


def local(text: str) -> tuple[str, ...]:
    """Return the folders and archives of the repository that a file installs."""
    return tuple(word for line in lines(text) if _is_path(word := _installed(line)))


def _installed(line: str) -> str:
    match = EDITABLE.match(line)
    return match[1] if match else line.partition(";")[0].strip()


def _is_path(word: str) -> bool:
    if word.startswith("-") or urlsplit(word).scheme or " @ " in word:
        return word.startswith("file:")
    bare = word.partition("[")[0]
    return bare.startswith(".") or "/" in bare or bare.endswith((".whl", ".tar.gz"))


def _joined(folder: PurePosixPath, path: str) -> str:
    """Join paths as a shell would, without looking at a disk."""
    parts: list[str] = []
    for part in (folder / path.strip("\"'")).parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return str(PurePosixPath(*parts))
