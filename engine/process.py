"""Processes that outlive the command that started them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError
from engine.layout import Layout

STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Service:
    """One such process, known by its id and the moment it started.

    The id alone would not do: after a crash it may be another process's.
    """

    name: str
    layout: Layout

    @property
    def pid_file(self) -> Path:
        """Holds "id start-time"."""
        return self.layout.run / f"{self.name}.pid"

    @property
    def log(self) -> Path:
        """What the process prints."""
        return self.layout.logs / f"{self.name}.log"

    def pid(self) -> int | None:
        """Return the id of the process that runs, or None."""
        try:
            number, started = self.pid_file.read_text().split()
        except (FileNotFoundError, ValueError):
            return None
        return int(number) if _start_time(int(number)) == started else None

    def is_running(self) -> bool:
        """Say whether the process lives."""
        return self.pid() is not None

    def start(
        self, argv: Sequence[str | Path], env: Mapping[str, str] | None = None
    ) -> None:
        """Start it in a session of its own, so that it outlives ours."""
        self.layout.run.mkdir(parents=True, exist_ok=True)
        self.layout.logs.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                [str(word) for word in argv],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                start_new_session=True,
                cwd="/",
            )
        self.pid_file.write_text(f"{process.pid} {_start_time(process.pid)}")
        # It is nobody's to wait for; Python would warn of that.
        process.returncode = 0

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until it is ready; EngineError when it dies or takes too long."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_running():
                raise EngineError(self._explain("died while starting"))
            if time.monotonic() > deadline:
                raise EngineError(self._explain(f"did not answer in {seconds:.0f} s"))
            time.sleep(0.1)

    def _explain(self, what: str) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-5:]
        tail = "\n  ".join(line[:300] for line in lines)
        where = f"{self.log} ends with\n  {tail}"
        return f"could not start the {self.name}: it {what}; {where}"

    def stop(self) -> bool:
        """End the process, gently first; say whether there was one."""
        pid = self.pid()
        if pid is not None:
            _end(pid)
        self.pid_file.unlink(missing_ok=True)
        return pid is not None


def _end(pid: int) -> None:
    started = _start_time(pid)
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _start_time(pid) == started:
        if time.monotonic() > deadline:
            os.killpg(pid, signal.SIGKILL)
            deadline += STOP_SECONDS
        time.sleep(0.05)


def _start_time(pid: int) -> str | None:
    """Return when a process started, in ticks; None for no process or a dead one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name, in parentheses, may itself hold spaces and parentheses.
    fields = stat[stat.rindex(")") + 2 :].split()
    return None if fields[0] == "Z" else fields[19]
