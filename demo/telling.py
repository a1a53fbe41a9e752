"""Show commands and what they answer, on the terminal and in a transcript."""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from engine.errors import EngineError

TITLE = "A release's way to production, and back: what `make demo-ship` shows"
# How the engine's CLI is found; nobody who reads has to know.
PREFIX = (sys.executable, "-m", "engine", "exec")
NOISE = re.compile(r"^(?:Error: |! )?(?:FunctionError: )?| \[traceparent:\S+\]$", re.M)
QUIET = ("dagger", "--silent", "call")


@dataclass(slots=True)
class Teller:
    """Tells the story. *words* are what differs from machine to machine.

    *timed* says how long each command took; *env* is for commands that are not the
    pipeline's.
    """

    out: TextIO
    transcript: Path
    words: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    heading: str = TITLE
    timed: bool = False
    env: Mapping[str, str] = field(default_factory=dict)

    def title(self, text: str) -> None:
        """Begin a chapter."""
        self._write(f"\n## {text}\n")

    def say(self, text: str) -> None:
        """Tell the reader what to look at."""
        self._write(f"\n{self._plain(text)}\n")

    def pipeline(
        self, *words: str, cwd: Path, secrets: Mapping[str, str], refused: bool = False
    ) -> str:
        """Call a function of the pipeline; *refused* says that it has to fail."""
        env = {**os.environ, **secrets, "PYTHONPATH": str(Path(__file__).parents[1])}
        shown = ("dagger", "call", *words)
        return self._run((*PREFIX, *QUIET, *words), shown, cwd, env, refused)

    def run(self, *words: str, cwd: Path) -> str:
        """Run any other command."""
        return self._run(words, words, cwd, {**os.environ, **self.env}, refused=False)

    def _run(
        self,
        argv: Sequence[str],
        shown: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        refused: bool,
    ) -> str:
        self._write(f"\n```console\n$ {self._plain(shlex.join(shown))}\n")
        beginning = time.monotonic()
        done = subprocess.run(
            argv, cwd=cwd, env=dict(env), capture_output=True, text=True, check=False
        )
        said = _last(done.stderr) if refused else done.stdout
        self._write(f"{self._plain(said.strip())}\n```\n")
        if self.timed:
            self.say(f"*{time.monotonic() - beginning:.0f} s*")
        if (done.returncode != 0) is not refused:
            raise EngineError(
                f"could not go on with the story: '{shlex.join(shown)}' ended with"
                f" {done.returncode}; read what it said:\n{done.stderr}{done.stdout}"
            )
        return said.strip()

    def _plain(self, text: str) -> str:
        for real, word in self.words.items():
            text = text.replace(real, word)
        return text

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
        self.lines.append(text)

    def save(self) -> None:
        """Leave the transcript."""
        self.transcript.parent.mkdir(parents=True, exist_ok=True)
        self.transcript.write_text(f"# {self.heading}\n{''.join(self.lines)}")


def _last(stderr: str) -> str:
    """Return the message that a call ends with, without the engine's own words."""
    return NOISE.sub("", stderr).strip()
