"""A real Redis, as a plain process."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from local.controlled import Controlled
from local.debian import Executable, Program, find
from local.ports import need_free
from local.process import Process

# In Debian one file is the server and the checker: its name decides.
REDIS = Program("redis-server", ("redis-tools",), "usr/bin/redis-check-rdb")


@dataclass(frozen=True, slots=True)
class Redis(Controlled):
    """A Redis in a folder, on a port of this machine only."""

    folder: Path
    port: int
    outlives: bool = False

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def process(self) -> Process:
        """The server's process."""
        return Process("redis", self.folder, self.outlives)

    def start(self) -> None:
        """Start it and wait until it answers."""
        if self.process.pid() is not None:
            return
        need_free(self.port, "redis", "REDIS_PORT")
        server = executable(self.folder)
        options = {
            "port": self.port,
            "bind": "127.0.0.1",
            "dir": self.folder,
            # What it holds is a cache: it may be gone after a restart.
            "save": "",
            "appendonly": "no",
            "maxmemory": "64mb",
            "maxmemory-policy": "volatile-lru",
        }
        words = [word for key, value in options.items() for word in (f"--{key}", value)]
        self.process.start([server.path, *words], server.env)
        self.process.wait_until(self.answers)

    def answers(self) -> bool:
        """Say whether it answers a ping."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 2) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(7) == b"+PONG\r\n"
        except OSError:
            return False


def executable(folder: Path) -> Executable:
    """Return the server under its own name."""
    found = find(REDIS)
    if found.path.name == REDIS.name:
        return found
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / REDIS.name
    link.unlink(missing_ok=True)
    os.symlink(found.path, link)
    return Executable(link, found.env)
