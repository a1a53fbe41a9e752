"""Let mutmut change the code of a repository and test each change."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

MUTMUT = Path(sys.executable).with_name("mutmut")
# What the tests of the domain and the heart import, and what says how to run them.
PARTS = (
    "app/**/*",
    "docs/*.schema.json",
    "engine/**/*.py",
    "local/**/*.py",
    "pipeline/src/pipeline/core/**/*.py",
    "pipeline/src/pipeline/__init__.py",
    "tests/app/*.py",
    "tests/pipeline/**/*.py",
    "tests/*.py",
    "pyproject.toml",
)
# Where mutmut takes a module's name from its path.
MOVED = ("pipeline/src/", "src/")

# A module that ships, and a test of one, as pyproject.toml lists them.
SHIPS = re.compile(
    r'\s*"(?:src/pipeline/core/|tests/pipeline/)((?:\w+/)?)(?:test_)?(\w+)\.py",\s*'
)


class NotRun(Exception):
    """The mutants were not tested, or not as one could judge by."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A small change of one file, and the exit code of the tests that ran it."""

    name: str
    file: Path
    exit_code: int | None


def copied(root: Path, folder: Path) -> Path:
    """Copy what mutmut needs, so that no mutant ever lies in the repository."""
    for part in PARTS:
        for file in filter(Path.is_file, root.glob(part)):
            path = str(file.relative_to(root))
            copy = folder / re.sub(f"^{MOVED[0]}", MOVED[1], path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    return folder


def narrowed(root: Path, modules: Collection[str]) -> Path:
    """Leave only these of the modules that ship, with their tests."""
    pyproject = root / "pyproject.toml"
    lines = pyproject.read_text().splitlines(keepends=True)
    listed = [(line, SHIPS.fullmatch(line)) for line in lines]
    kept = [
        line
        for line, ships in listed
        if not ships or "".join(ships.groups()) in modules
    ]
    pyproject.write_text("".join(kept))
    return root


def run(root: Path) -> list[Mutant]:
    """Test all mutants, forgetting what an earlier run found."""
    shutil.rmtree(root / "mutants", ignore_errors=True)
    mutmut(root, "run")
    return list(tested(root))


def tested(root: Path) -> Iterator[Mutant]:
    """Read what became of each mutant."""
    folder = root / "mutants"
    for meta in sorted(folder.rglob("*.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        for name, code in codes.items():
            yield Mutant(name, meta.relative_to(folder).with_suffix(""), code)


def diff(root: Path, mutant: Mutant) -> list[str]:
    """Return the lines of a mutant's change, with those around it."""
    lines = mutmut(root, "show", mutant.name).splitlines()
    begin = next((n for n, line in enumerate(lines) if line.startswith("@@")), None)
    if begin is None:
        raise NotRun(f"could not read the diff of '{mutant.name}': {lines}")
    return lines[begin + 1 :]


def mutmut(root: Path, *arguments: str) -> str:
    """Run one command of mutmut and return what it says."""
    done = subprocess.run(
        [MUTMUT, *arguments], cwd=root, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise NotRun(
            f"could not run 'mutmut {' '.join(arguments)}' in '{root}':"
            f" it ended with {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout
