"""Run other programs: output to a log, failure as one clear message."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.errors import EngineError

# What a program says when the cause is not its own, and the way out.
CAUSES = (
    ("No space left on device", "the disk is full; free some space and run it again"),
    ("Temporary failure in name resolution", "names do not resolve; check the network"),
    ("Temporary failure resolving", "names do not resolve; check the network"),
    ("Name or service not known", "names do not resolve; check the network"),
    ("no such host", "names do not resolve; check the network"),
    ("server misbehaving", "names do not resolve; check the network"),
    ("Network is unreachable", "there is no network; connect and run it again"),
    ("Connection refused", "a server refused the connection; check the network"),
    ("Could not connect", "a server cannot be reached; check the network"),
    ("No matching distribution", "no package index answers; check the network"),
)


def run(
    argv: Sequence[object],
    log: Path,
    what: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a program to its end; its output goes to *log*.

    Raises EngineError with the log's place, its last lines, and the way out
    where the cause is known.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as out:
        print(f"$ {' '.join(map(str, argv))}", file=out, flush=True)
        try:
            done = subprocess.run(
                [str(word) for word in argv],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                check=False,
            )
        except FileNotFoundError as error:
            raise EngineError(
                f"could not {what}: '{error.filename}' is not installed; install it"
            ) from error
    if done.returncode != 0:
        raise EngineError(explain(what, log))


def explain(what: str, log: Path) -> str:
    """Say why a step failed, from what it printed."""
    tail = log.read_text(errors="replace")[-4000:]
    for sign, cause in CAUSES:
        if sign in tail:
            return f"could not {what}: {cause} (log: {log})"
    last = "\n  ".join(line for line in tail.splitlines()[-6:] if line.strip())
    return f"could not {what}; the log {log} ends with\n  {last}"
