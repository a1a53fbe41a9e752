"""Run commands in folders: folders in parallel, commands of one in order."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from pipeline.core.terraform.folders import (
    CODE,
    NEVER,
    PLAN,
    TESTS,
    types,
    without_hashes,
)

LOCK: Final = ".terraform.lock.hcl"
SECONDS: Final = 1800
QUIET: Final = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "NO_COLOR": "1"}

Said = dict[str, object]
Commands = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be run where; *true* says whether the providers are."""

    root: str
    true: bool
    jobs: tuple[tuple[str, Commands], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read one that pipeline.core.terraform.folders wrote."""
        asked = json.loads(text)
        jobs = tuple((each["folder"], each["commands"]) for each in asked["jobs"])
        return cls(asked["root"], asked["true"], jobs)


def prepared(asked: Request, source: Path) -> dict[str, str]:
    """Make a tree ready for its providers; return what tells them about it.

    Stand-ins have other hashes than the true ones, whose locks stay as they are, and
    serve only what the code speaks of: whole schemas take long to read.
    """
    if asked.true:
        return dict(QUIET)
    for lock in _files(source / asked.root, (LOCK,)):
        lock.write_text(without_hashes(lock.read_text()))
    texts = (file.read_text() for file in _files(source / asked.root, (*CODE, *TESTS)))
    named = sorted(set().union(*map(types, texts)))
    with tempfile.NamedTemporaryFile("w", prefix="types-", delete=False) as file:
        file.write("\n".join(named))
    return {**QUIET, "STAND_IN_TYPES": file.name}


def _files(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        if file.name.endswith(endings) and NEVER not in file.parts and file.is_file():
            yield file


def ran(asked: Request, source: Path, given: Mapping[str, str]) -> list[Said]:
    """Run everything, as many folders at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = pool.map(
            lambda job: list(_job(job[0], job[1], source, given)), asked.jobs
        )
        return [each for job in done for each in job]


def _job(
    folder: str, commands: Commands, source: Path, given: Mapping[str, str]
) -> Iterator[Said]:
    """Run the commands of a folder until one fails."""
    with tempfile.TemporaryDirectory() as plans:
        # Two folders must not write one plan.
        own = {**os.environ, **given, "TMPDIR": plans}
        for argv in commands:
            words = [word.replace(PLAN, f"{plans}/plan") for word in argv]
            said = _run(words, source / folder, own)
            yield {"folder": folder, "argv": list(argv), **said}
            if said["exit_code"] != 0:
                return


def _run(argv: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Said:
    begun = time.monotonic()
    done = subprocess.run(
        argv,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return {
        "exit_code": done.returncode,
        "stdout": done.stdout,
        "stderr": done.stderr,
        "seconds": round(time.monotonic() - begun, 3),
    }
