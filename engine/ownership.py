"""Prove that a prefix is the engine's own before anything is written or removed."""

import re
import shutil
from pathlib import Path
from typing import Final

from engine.errors import EngineError

MARKER: Final = ".pipeline-engine"
TEXT: Final = (
    "Made by python3 -m engine; python3 -m engine clean removes what it made.\n"
)
# All that this repository's programs make in a prefix.
KNOWN: Final = (
    *("assembled", "bin", "cache", "cluster", "docker", "lock", "logs", "parts"),
    *("registry", "run", "state", MARKER),
)
PART: Final = re.compile(r".+-[0-9a-f]{16}|.+\.unfinished")


def claim(prefix: Path) -> None:
    """Mark a prefix as the engine's; EngineError when it is somebody else's folder."""
    must_be_allowed(prefix)
    if (prefix / MARKER).is_file():
        return
    if prefix.exists() and any(prefix.iterdir()) and not _is_of_an_older_one(prefix):
        raise _foreign(prefix, "is not empty, and this engine has not made it")
    prefix.mkdir(parents=True, exist_ok=True)
    (prefix / MARKER).write_text(TEXT)


def must_be_allowed(prefix: Path) -> None:
    """Raise EngineError for a folder that can never be an engine's."""
    place = prefix.resolve()
    if place == Path(place.anchor):
        raise _foreign(prefix, "is the whole file system")
    if Path.home().resolve().is_relative_to(place):
        raise _foreign(prefix, "is a home folder, or holds one")
    if prefix.exists() and not prefix.is_dir():
        raise _foreign(prefix, "is no folder")


def remove(prefix: Path) -> list[Path]:
    """Remove what the engine has made; return what else is there, which stays."""
    claim(prefix)
    for name in KNOWN:
        path = prefix / name
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
    left = sorted(prefix.iterdir())
    if not left:
        prefix.resolve().rmdir()
    return left


def _is_of_an_older_one(prefix: Path) -> bool:
    """Say whether an engine without a marker has made it, and nobody else anything."""
    names = [path.name for path in prefix.iterdir()]
    parts = (path.name for path in prefix.glob("parts/*"))
    lock = prefix / "lock"
    proof = (
        any(PART.fullmatch(name) for name in parts),
        any(prefix.glob("docker/*/dagger")),
        lock.is_file() and lock.read_bytes().isdigit(),
    )
    return set(names) <= set(KNOWN) and any(proof)


def _foreign(prefix: Path, why: str) -> EngineError:
    return EngineError(
        f"could not use '{prefix}' for the engine: it {why};"
        " set PIPELINE_ENGINE_PREFIX to a new folder"
    )
