"""Judge what became of mutants: each of them has to fail a test."""

import fnmatch
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.running import Mutant, diff

# With fewer the tool has not seen what it should.
ENOUGH = 1001
# As pytest ends when a test has failed. A time-out, or a test that cannot be
# collected, notices something too, but on a busy machine it might be nothing.
FAILED = 1
# All passed, or none was there to run it: pytest's word for that, and mutmut's.
UNNOTICED = {0, 5, 33}


def complaints(
    root: Path, mutants: Sequence[Mutant], enough: int = ENOUGH
) -> list[str]:
    """Say what is wrong with the tests, or with the run."""
    found = [complaint(root, each) for each in mutants if each.exit_code != FAILED]
    if len(mutants) < enough:
        found.append(f"{len(mutants)} mutants were tested, not {enough} or more")
    changed = {each.file.as_posix() for each in mutants}
    return found + [
        f"{pattern}: no mutant of it was tested"
        for pattern in patterns(root)
        if not fnmatch.filter(changed, pattern)
    ]


def patterns(root: Path) -> list[str]:
    """Return what is to be changed, as it is configured."""
    config = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["mutmut"]
    found: list[str] = config.get("only_mutate", [])
    return found


def complaint(root: Path, mutant: Mutant) -> str:
    """Say where a mutant is and what is wrong with it."""
    changed = diff(root, mutant)
    place = f"{mutant.file}:{line(root / mutant.file, changed)}"
    wrong = (
        "no test notices this change"
        if mutant.exit_code in UNNOTICED
        else f"nobody knows what exit code {mutant.exit_code} of its tests means"
    )
    return "\n".join((f"{place}: {wrong} ({mutant.name})", *changed))


def line(file: Path, changed: Sequence[str]) -> int:
    """Return the number of the first line that was changed."""
    source = [each.strip() for each in file.read_text().splitlines()]
    before = [each[1:].strip() for each in changed if each[0] != "+"]
    skipped = next(n for n, each in enumerate(changed) if each[0] != " ")
    # A diff counts its lines from the beginning of the function.
    begins = range(len(source))
    begin = next(n for n in begins if source[n : n + len(before)] == before)
    return begin + skipped + 1
