"""Steps of the build: each makes one folder, once, and a killed one is redone."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.progress import working


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the engine.

    *make* fills the folder that it is given and may write to the log. *recipe*
    is all that the result depends on: another recipe makes the part again.
    *about* is how many seconds it takes on two cores.
    """

    name: str
    title: str
    about: int
    recipe: tuple[str, ...]
    make: Callable[[Path, Path], None]

    @property
    def key(self) -> str:
        """Tell this recipe from any other."""
        text = "\0".join((self.name, *self.recipe))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def folder(parts: Path, step: Step) -> Path:
    """Where a finished part lies."""
    return parts / f"{step.name}-{step.key}"


def is_made(parts: Path, step: Step) -> bool:
    """Say whether a part is finished: only a whole one has its name."""
    return folder(parts, step).is_dir()


def make(parts: Path, logs: Path, step: Step, place: str) -> Path:
    """Make a part unless it is there, beside its place and then moved into it."""
    final = folder(parts, step)
    if final.is_dir():
        return final
    unfinished = parts / f"{step.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    log = logs / f"build-{step.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("")
    with working(f"[{place}] {step.title}", step.about, log):
        step.make(unfinished, log)
    _forget_others(parts, step)
    os.rename(unfinished, final)
    return final


def _forget_others(parts: Path, step: Step) -> None:
    """Remove what older recipes of the same part made."""
    for old in parts.glob(f"{step.name}-" + "?" * 16):
        shutil.rmtree(old)


def text_of(files: Iterable[Path]) -> tuple[str, ...]:
    """Return file names and contents, as part of a recipe."""
    return tuple(
        f"{file.name}\n{file.read_text()}" for file in sorted(files) if file.is_file()
    )
