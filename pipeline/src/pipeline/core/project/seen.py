"""Choose which files of a repository stages see, besides those they always do."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.errors import ProjectError
from pipeline.core.project.config import KEYS, Config
from pipeline.core.values import path, paths

# What people read: tests that read them, too, name them somewhere.
DOCUMENTS: Final = (".md", ".rst")
NAMES: Final = ("license", "licence", "changelog", "authors", "codeowners")
HOSTS: Final = (".github/", ".gitlab/", ".gitlab-ci.yml", ".pre-commit-config.yaml")
# Settings that say how tools are to be run, beside what names dependencies.
SETTINGS: Final = (
    *("pytest.ini", ".pytest.ini", "tox.ini", ".flake8", ".isort.cfg"),
    *("ruff.toml", ".ruff.toml"),
)
# Code that lists folders may read what it does not name.
LISTS: Final = re.compile(
    r"\b(?:iterdir|listdir|scandir|glob|rglob|walk|copytree|make_archive)\b"
)
# What a text has to name before it can be known whether it reads a document.
READ: Final = ("**/*.py", "**/*.toml", "**/*.cfg", "**/*.ini", "**/*.in", "**/*.sh")


def named(config: Config) -> tuple[str, ...]:
    """Return the paths that keys name: they are seen, whatever leaves them out."""
    given: list[str] = [*config.include]
    for field in fields(config):
        value = getattr(config, field.name)
        if _is_path(field.name) and value:
            given += [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(each for each in given if each != "."))


def _is_path(name: str) -> bool:
    readers = {key.replace(".", "_"): reader for key, reader in KEYS.items()}
    return name != "exclude" and readers[name] in (path, paths)


def environments(files: Iterable[str]) -> tuple[str, ...]:
    """Name the folders that are virtual environments, whatever they are called."""
    marks = (PurePosixPath(name) for name in files)
    found = {str(m.parent) for m in marks if m.name == "pyvenv.cfg"}
    return tuple(sorted(found - {"."}))


def within(files: Collection[str], folders: Collection[str]) -> set[str]:
    """Return the files that are named, or lie inside a folder that is."""
    starts = tuple(f"{folder.rstrip('/')}/" for folder in folders)
    return {name for name in files if name in folders or name.startswith(starts)}


def whole(folders: Iterable[str]) -> list[str]:
    """Return the patterns that match files or folders with all that they hold."""
    return [text for each in folders for text in (each, f"{each}/**")]


def unread(files: Collection[str], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Name the documents that no code reads, as far as its texts can prove that.

    They have to be free of the documents' names and endings, and list no folder.
    """
    said = "\n".join(texts.values()).lower()
    if LISTS.search(said):
        return ()
    return tuple(sorted(f for f in files if _is_document(f) and not _names(said, f)))


def _is_document(file: str) -> bool:
    # They are left out by pattern: what would be one is left in.
    if any(sign in file for sign in "*?[]{}!\\"):
        return False
    name = PurePosixPath(file.lower())
    return (
        file.startswith(HOSTS)
        or name.suffix in DOCUMENTS
        or name.stem.startswith(NAMES)
    )


def _names(said: str, file: str) -> bool:
    path = PurePosixPath(file.lower())
    words = {path.stem, path.parts[0]} | ({path.suffix} - {"", ".yaml", ".yml"})
    return any(word in said for word in words)


def check(key: str, given: Collection[str], files: Collection[str]) -> None:
    """Raise ProjectError where a path that a key names is not there."""
    for each in given:
        if each != "." and not within(files, (each,)):
            raise ProjectError(
                f"could not find '{each}' of [tool.pipeline] {key}: no such file or "
                "folder in the source; correct it"
            )
