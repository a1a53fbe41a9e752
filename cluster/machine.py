"""A machine within this one: processes, mounts and network of its own.

Its first process lives in three new namespaces; all others are started into them.
Whatever Kubernetes does to mounts, routes and firewall stays inside, and all of it
ends with the first process.
"""

import errno
import ipaddress
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cluster.errors import ClusterError
from engine import network
from local.debian import Program, find
from local.process import Process
from local.processes import Running, family

TINI: Final = Program("tini", ("tini",), "usr/bin/tini")
UNSHARE: Final = ("unshare", "--pid", "--fork", "--mount-proc", "--mount", "--net")
# The kernel lets the names of interfaces have 15 letters.
OUTSIDE: Final = "cluster{}"
INSIDE: Final = "eth0"
GROUPS: Final = Path("/sys/fs/cgroup")
CHILD_SECONDS: Final = 5.0
GROUP_SECONDS: Final = 10.0
# Where to begin to look for addresses: not where the engine of the same prefix does.
FURTHER: Final = 64
PRIVATE: Final = ("/run", "/var/lib/cni", "/var/log")
SYSCTLS: Final = (
    "net.ipv4.ip_forward=1",
    "net.bridge.bridge-nf-call-iptables=1",
    # Probes of pods that restart often would else find no free port.
    "net.ipv4.tcp_tw_reuse=1",
)


@dataclass(frozen=True, slots=True)
class Inside(Process):
    """A program in the machine: what is known of it is its id out here."""

    first: int = 0

    def start(
        self,
        argv: Sequence[object],
        env: Mapping[str, str],
        *,
        user: int | None = None,
        cwd: Path = Path("/"),
    ) -> None:
        """Start it among the machine's processes."""
        words = ["nsenter", f"--target={self.first}", "--pid", "--mount", "--net"]
        # Not super(): a slotted dataclass is another class than the one written here.
        Process.start(self, [*words, "--", *argv], env, user=user, cwd=cwd)
        self._note_child()

    def _note_child(self) -> None:
        """Write down the program itself: nsenter only waits for its end."""
        deadline = time.monotonic() + CHILD_SECONDS
        while time.monotonic() < deadline:
            waiting = self.pid()
            children = family(waiting)[1:] if waiting else []
            if children and (found := Running.of(children[0])):
                self.pid_file.write_text(f"{found.pid} {found.started}")
                return
            if waiting is None:
                return
            time.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine whose files lie in a folder.

    *short* tells it from others on the same host: interfaces and control groups
    have it in their names.
    """

    folder: Path
    short: str

    @property
    def subnet(self) -> ipaddress.IPv4Network:
        """The addresses between this machine and its host."""
        return ipaddress.IPv4Network((self.folder / "subnet").read_text())

    @property
    def outside(self) -> str:
        """The host's address on the link to the machine."""
        return str(self.subnet[1])

    @property
    def address(self) -> str:
        """The machine's own address."""
        return str(self.subnet[2])

    @property
    def link(self) -> str:
        """The host's end of the link."""
        return OUTSIDE.format(self.short)

    @property
    def names(self) -> Path:
        """The resolv.conf of the machine's processes."""
        return self.folder / "resolv.conf"

    @property
    def _first(self) -> Process:
        return Process("machine", self.folder / "run", outlives=True)

    def first(self) -> int | None:
        """Return the id of the machine's first process, or None."""
        unshare = self._first.pid()
        children = family(unshare)[1:] if unshare else []
        return children[0] if children else None

    def process(self, name: str) -> Process:
        """Return the program of that name, which may or may not run."""
        folder = self.folder / "run"
        return Inside(name, folder, outlives=True, first=self.first() or 0)

    def start(self) -> None:
        """Start it unless it runs: namespaces, a link to the host, mounts."""
        if self.first() is not None:
            return
        self._clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        chosen = network.free(network.in_use(), int(self.short, 16) + FURTHER)
        (self.folder / "subnet").write_text(chosen)
        self.names.write_text("")
        tini = find(TINI)
        argv = [*UNSHARE, "--propagation=private", tini.path, "--", "sleep", "infinity"]
        self._first.start(argv, tini.env)
        self._first.wait_until(lambda: self.first() is not None)
        self._connect()
        self._mount()

    def _connect(self) -> None:
        """Join host and machine by a pair of interfaces."""
        first, length = self.first(), self.subnet.prefixlen
        ends = ("peer", "name", INSIDE, "netns", str(first))
        _run("ip", "link", "add", self.link, "type", "veth", *ends)
        _run("ip", "address", "add", f"{self.outside}/{length}", "dev", self.link)
        _run("ip", "link", "set", self.link, "up")
        self.run("ip", "address", "add", f"{self.address}/{length}", "dev", INSIDE)
        self.run("ip", "link", "set", INSIDE, "up")
        self.run("ip", "link", "set", "lo", "up")
        self.run("ip", "route", "add", "default", "via", self.outside)
        self.run("sysctl", "--quiet", "--write", *SYSCTLS)

    def _mount(self) -> None:
        """Give the machine folders of its own where programs insist on their place."""
        self.run("mount", "--make-rshared", "/")
        self.run("mount", "--bind", str(self.names), "/etc/resolv.conf")
        for place in PRIVATE:
            Path(place).mkdir(parents=True, exist_ok=True)
            self.run("mount", "-t", "tmpfs", "tmpfs", place)

    def run(self, *words: str) -> str:
        """Run a command in the machine to its end; return what it prints."""
        target = f"--target={self.first()}"
        return _run("nsenter", target, "--pid", "--mount", "--net", "--", *words)

    def path(self, inside: str) -> Path:
        """Return where a path of the machine's own mounts lies out here."""
        return Path(f"/proc/{self.first()}/root{inside}")

    def stop(self) -> bool:
        """End all of it at once; say whether it ran."""
        first = self.first()
        if first is not None:
            # With the first process of its namespace the kernel ends all others.
            with suppress(ProcessLookupError):
                os.kill(first, 9)
        self._first.stop()
        self._clear()
        return first is not None

    def _clear(self) -> None:
        """Remove the link, if a killed machine has left it."""
        delete = ["ip", "link", "delete", self.link]
        # The kernel removes it, too, in its own time after the machine's end.
        subprocess.run(delete, capture_output=True, check=False)
        if Path("/sys/class/net", self.link).exists():
            _run(*delete)

    @property
    def group(self) -> str:
        """The control group that all pods are in."""
        return f"pipeline-cluster-{self.short}"

    def groups(self) -> list[Path]:
        """Return the control group's folders: one a hierarchy, of which v2 has one."""
        return [hierarchy / self.group for hierarchy in _hierarchies()]

    def make_groups(self) -> None:
        """Make the control group in each hierarchy."""
        for group in self.groups():
            group.mkdir(exist_ok=True)
            # A new group of v1 may use no processor until it is told which.
            for file in ("cpuset.cpus", "cpuset.mems"):
                if (group.parent / "cpuset.sched_load_balance").exists():
                    (group / file).write_text((group.parent / file).read_text())

    def remove_groups(self) -> None:
        """Remove the control group, the innermost of those in it first."""
        for root in self.groups():
            inner = [path for path in root.rglob("*") if path.is_dir()]
            for group in sorted(inner, key=lambda path: -len(path.parts)):
                _remove_group(group)
            if root.is_dir():
                _remove_group(root)


def _hierarchies() -> list[Path]:
    """List where control groups are made: one folder, or one a controller."""
    if (GROUPS / "cgroup.controllers").exists():
        return [GROUPS]
    return sorted({path.resolve() for path in GROUPS.iterdir() if path.is_dir()})


def _remove_group(group: Path) -> None:
    """Remove a control group as soon as its last process is gone."""
    deadline = time.monotonic() + GROUP_SECONDS
    while True:
        try:
            return group.rmdir()
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ClusterError(
            f"could not run '{' '.join(words)}': {done.stderr.strip()};"
            " run 'make cluster-clean' and then 'make cluster' again"
        )
    return done.stdout
