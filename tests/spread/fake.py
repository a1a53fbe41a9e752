"""A repository with three engines, and a CLI that does there what is planted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.project.config import GATES
from pipeline.core.spread import part
from pipeline.core.spread.calls import Call, calls
from pipeline.core.spread.ranking import key_of, ranked
from pipeline.core.verdict import Leg, Run, Verdict
from tests.pipeline.examples import leg

ROOT = Path(__file__).parent.parent.parent
ENGINES = ("a", "b", "c")
CALLS = calls(GATES, ("3.11", "3.12"))
NAME = "shop"
SECONDS = 120.0


def found(call: Call, verdict: Verdict = Verdict.PASSED) -> Leg:
    """Return the one leg of a call."""
    return leg(call.stage, verdict, name=call.python, reason=f"of {call.title}")


@dataclass(frozen=True, slots=True)
class Fake:
    """Folders of the repository and of what the CLI is to do."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Fake":
        """Make a repository in which all is green."""
        fake = cls(folder)
        (folder / "parts").mkdir(parents=True)
        fake.settings.parent.mkdir()
        addresses = "".join(f'{n} = "unix:///run/{n}.sock"\n' for n in ENGINES)
        fake.settings.write_text(
            f'[project]\nname = "{NAME}"\nclassifiers = [\n'
            '"Programming Language :: Python :: 3.11",\n'
            '"Programming Language :: Python :: 3.12",\n]\n'
            f"[tool.pipeline.engines]\n{addresses}"
        )
        shutil.copy(Path(__file__).parent / "dagger.sh", folder / "dagger")
        for call in CALLS:
            fake.brings(call, found(call))
        return fake

    @property
    def settings(self) -> Path:
        """The repository's pyproject.toml."""
        return self.folder / "repository" / "pyproject.toml"

    def brings(self, call: Call, *legs: Leg) -> None:
        """Let a call find something."""
        text = part.written(Run(legs))
        (self.folder / "parts" / f"{call.title}.json").write_text(text)

    def plant(self, engine: str, what: str, call: str = "any") -> None:
        """Let an engine, or any, do something else at a call, or at any."""
        (self.folder / f"{engine}.{call}").write_text(what)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a run."""
        argv = [
            *(sys.executable, "-m", "spread", f"--source={self.settings.parent}"),
            *(f"--dagger={self.folder / 'dagger'}", f"--logs={self.folder / 'logs'}"),
            *words,
        ]
        path = os.pathsep.join([str(ROOT), str(ROOT / "pipeline" / "src")])
        return subprocess.Popen(
            argv,
            env={**os.environ, "FAKE": str(self.folder), "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run it to its end; return exit code and what it printed."""
        process = self.start(*words)
        out, said = process.communicate(timeout=SECONDS)
        return process.returncode, out, said

    def asked(self) -> list[str]:
        """Return what the CLI was asked: an engine, then the words."""
        file = self.folder / "asked"
        return file.read_text().splitlines() if file.exists() else []

    def ran(self, call: Call) -> list[str]:
        """Return the engines that a call was tried on."""
        python = f" --python={call.python} " if call.python else ""
        return [
            line.split()[0]
            for line in self.asked()
            if f"--gate={call.stage} " in line and python in line
        ]

    def children(self) -> list[int]:
        """Return what calls that hang have started and is still there."""
        file = self.folder / "children"
        numbers = file.read_text().split() if file.exists() else []
        return [int(each) for each in numbers if runs(each)]


def runs(number: str) -> bool:
    """Say whether a process runs; one that ended may wait to be asked how."""
    try:
        state = Path("/proc", number, "stat").read_text().rpartition(") ")[2]
    except FileNotFoundError:
        return False
    return not state.startswith("Z")


def order(call: Call, engines: Sequence[str] = ENGINES) -> tuple[str, ...]:
    """Return the engines in the order in which a call is to be tried on them."""
    return ranked(key_of(NAME, call.warmth), engines)
