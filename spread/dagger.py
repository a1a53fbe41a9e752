"""Call the pipeline on an engine, and ask an engine whether it answers."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import PartError
from pipeline.core.spread import merging, part
from pipeline.core.spread.calls import Call
from pipeline.core.verdict import Run
from spread import process

RUNNER = "_EXPERIMENTAL_DAGGER_RUNNER_HOST"
QUIET = {"DAGGER_NO_NAG": "1", "DO_NOT_TRACK": "1", "NO_COLOR": "1"}
# A part is a report with its pictures; more than this is no part.
MOST = 512 * 1024 * 1024
TAIL = 3
COULD_NOT_RUN = ": could not run: "


class CallFailed(Exception):
    """A call brought no part; says why in one line."""


@dataclass(frozen=True, slots=True)
class Dagger:
    """The CLI, what it calls, and how long it may take.

    *more* are options of the gates, such as --trivy-db. What programs print goes
    into *folder*.
    """

    program: str
    module: str
    source: Path
    folder: Path
    limit: float = 1800.0
    patience: float = 30.0
    more: tuple[str, ...] = ()

    async def call(self, call: Call, engine: str, address: str) -> Run:
        """Run a gate on an engine and return what it found; else CallFailed."""
        log = self.folder / f"{call.title}-{engine}.log"
        file = self.folder / f"{call.title}-{engine}.json"
        file.unlink(missing_ok=True)
        code = await process.run(
            self._command(call, file), _environment(address), log, self.limit
        )
        if code is None:
            raise CallFailed(f"took longer than {self.limit:g} s and was ended")
        if code != 0:
            raise CallFailed(f"ended with {code}: {_tail(log)}")
        return _part(call, file)

    async def answers(self, engine: str, address: str) -> bool:
        """Say whether an engine answers the CLI in time."""
        log = self.folder / f"asked-{engine}.log"
        argv = (self.program, "--silent", "core", "version")
        return 0 == await process.run(argv, _environment(address), log, self.patience)

    def _command(self, call: Call, file: Path) -> list[str]:
        python = [f"--python={call.python}"] if call.python else []
        named = [f"--source={self.source}", f"--gate={call.stage}"]
        words = ["--progress=plain", "--mod", self.module, "call", "part"]
        exported = ["export", f"--path={file}"]
        return [self.program, *words, *named, *python, *self.more, *exported]


def _environment(address: str) -> dict[str, str]:
    return {**os.environ, **QUIET, RUNNER: address}


def _part(call: Call, file: Path) -> Run:
    try:
        if file.stat().st_size > MOST:
            raise CallFailed(f"brought more than {MOST} bytes")
        run = part.parse(file.read_text())
    except FileNotFoundError as error:
        raise CallFailed("ended well and brought no part") from error
    except UnicodeDecodeError as error:
        raise CallFailed("brought a part that is no text") from error
    except PartError as error:
        raise CallFailed(f"brought a part that cannot be read: {error}") from error
    if cause := merging.fits(call, run):
        raise CallFailed(f"brought the part of another call: {cause}")
    return run


def _tail(log: Path) -> str:
    """Return the last lines of a log as one, from where the gate says what is wrong."""
    text = log.read_bytes()[-4000:].decode(errors="replace")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    said = [number for number, line in enumerate(lines) if COULD_NOT_RUN in line]
    if said:
        return " / ".join(lines[said[-1] :][:TAIL])
    return " / ".join(lines[-TAIL:]) or "it said nothing"
