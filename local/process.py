"""A program in the background, known by a file that holds its id."""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from local.errors import LocalError
from local.processes import Running, family

START_SECONDS = 60.0
STOP_SECONDS = 20.0
TAIL = 8


@dataclass(frozen=True, slots=True)
class Process:
    """One such program; its files lie in a folder of its own.

    It is killed when the thread that started it ends, unless it *outlives* that;
    *ends_by* is the signal that makes it end in order.
    """

    name: str
    folder: Path
    outlives: bool = False
    ends_by: Signals = signal.SIGTERM

    @property
    def pid_file(self) -> Path:
        """Holds "id start"."""
        return self.folder / f"{self.name}.pid"

    @property
    def log(self) -> Path:
        """What the program prints."""
        return self.folder / f"{self.name}.log"

    def pid(self) -> int | None:
        """Return the id of the program that runs, or None."""
        try:
            pid, started = map(int, self.pid_file.read_text().split())
        except (FileNotFoundError, ValueError):
            return None
        found = Running.of(pid)
        return pid if found and found.started == started else None

    def start(
        self,
        argv: Sequence[object],
        env: Mapping[str, str],
        *,
        user: int | None = None,
        cwd: Path = Path("/"),
    ) -> None:
        """Start it in a session of its own, as another user if one is given."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # A frozen program hears no gentler signal.
        end = None if self.outlives else signal.SIGKILL
        words = ["env", f"--chdir={cwd}", *rights(user, end), *map(str, argv)]
        write = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        files = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(self.log), write, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
            # Locks and pipes of whoever started us would stay taken, and open.
            *((os.POSIX_SPAWN_CLOSE, each) for each in inherited()),
        ]
        pid = os.posix_spawnp(words[0], words, env, file_actions=files, setsid=True)
        started = Running.of(pid)
        self.pid_file.write_text(f"{pid} {started.started if started else 0}")

    def wait_until(
        self, ready: Callable[[], bool], seconds: float = START_SECONDS
    ) -> None:
        """Wait until it is ready; LocalError when it dies or takes too long."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.pid() is None:
                raise LocalError(self._explain("it died while starting"))
            if time.monotonic() > deadline:
                raise LocalError(self._explain(f"no answer in {seconds:.0f} s"))
            time.sleep(0.05)

    def need(self) -> None:
        """Raise LocalError when it does not run any more."""
        if self.pid() is None:
            raise LocalError(self._explain("it died"))

    def forget(self) -> None:
        """Remove the file of a program that does not run any more."""
        if self.pid() is None:
            self.pid_file.unlink(missing_ok=True)

    def _explain(self, cause: str) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-TAIL:]
        tail = "\n  ".join(line[:300] for line in lines)
        return (
            f"could not start {self.name}: {cause};"
            f" fix what its log {self.log} ends with\n  {tail}"
        )

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """End it in order, or kill it after a while; say whether there was one."""
        pid = self.pid()
        if pid is None:
            return False
        self.thaw()
        _send(pid, self.ends_by)
        if not self._ended(pid, seconds):
            self.kill()
        self.pid_file.unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        """End it and all that it started, at once, as a crash would."""
        pid = self.pid()
        if pid is None:
            return
        members = family(pid)
        for member in members:
            _send(member, signal.SIGKILL)
        for member in members:
            self._ended(member, STOP_SECONDS)

    def freeze(self) -> None:
        """Make it hang: connections open, and nobody answers."""
        self._send_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._send_all(signal.SIGCONT)

    def _send_all(self, what: Signals) -> None:
        pid = self.pid()
        for member in family(pid) if pid else ():
            _send(member, what)

    def _ended(self, pid: int, seconds: float) -> bool:
        """Wait until a process is gone, and say whether it is."""
        before = Running.of(pid)
        deadline = time.monotonic() + seconds
        while before and Running.of(pid) == before:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        # What was started here stays as a zombie until it is asked for.
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        return True


def inherited() -> list[int]:
    """Return the open files, beside the usual three, that a program would get."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        # The listing's own is closed by now.
        with suppress(OSError):
            if int(name) > 2 and os.get_inheritable(int(name)):
                found.append(int(name))
    return found


def rights(user: int | None, end: Signals | None = None) -> list[str]:
    """Word that a program runs as a user and gets a signal when our thread ends."""
    words = []
    if user is not None:
        words += [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        # Root's folders are closed to others, who have to pass through them.
        words += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    if end is not None:
        # setpriv does it after the change of user, which would undo it.
        words += [f"--pdeathsig={end.name.removeprefix('SIG')}"]
    return ["setpriv", *words] if words else []


def _send(pid: int, what: Signals) -> None:
    """Send a signal to a process that may just have ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, what)
