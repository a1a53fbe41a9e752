"""Time commands, and print figures beside the honest alternative's."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SETTINGS = {
    "NO_COLOR": "1",
    "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt",
    "UV_NATIVE_TLS": "1",
    "UV_PYTHON_DOWNLOADS": "never",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of several runs of one thing."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        """Return minimum, median and maximum."""
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.name:44} {low:6.2f} {self.median:6.2f} {high:6.2f} s"


def timed(name: str, runs: int, action: Callable[[], None]) -> Figure:
    """Run something several times; what it raises ends the benchmark."""
    return Figure(name, tuple(_seconds(action) for _ in range(runs)))


def in_turn(runs: int, actions: Mapping[str, Callable[[], None]]) -> list[Figure]:
    """Run several things by turns, so that a busy machine is as busy for each."""
    rounds = [[_seconds(action) for action in actions.values()] for _ in range(runs)]
    columns = zip(*rounds, strict=True)
    return [Figure(*pair) for pair in zip(actions, columns, strict=True)]


def _seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def run(
    argv: Sequence[str | Path], cwd: Path = ROOT, *, ok: Sequence[int] = (0,)
) -> None:
    """Run a command without its output; another exit code is an error."""
    done = subprocess.run(
        [str(word) for word in argv],
        cwd=cwd,
        env={**os.environ, **SETTINGS},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in ok:
        tail = (done.stdout + done.stderr)[-2000:]
        raise SystemExit(f"{argv[0]} ended with {done.returncode}:\n{tail}")


def compare(title: str, ours: Figure, theirs: Figure, goal: str) -> None:
    """Print both figures and their ratio."""
    print(f"\n{title} (goal: {goal})")
    print(f"{'':44} {'min':>6} {'median':>6} {'max':>6}")
    print(ours)
    print(theirs)
    print(f"ratio of medians: {ours.median / theirs.median:.2f}", flush=True)
