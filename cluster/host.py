"""Where the cluster's programs run: this machine, or namespaces of its own."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from local.process import Process


class Host(Protocol):
    """A place that programs run on, with an address that clients reach it at."""

    @property
    def address(self) -> str:
        """The IP address."""

    @property
    def folder(self) -> Path:
        """Where state, logs and process ids lie."""

    def process(self, name: str) -> Process:
        """Return the program of that name, which may or may not run."""


@dataclass(frozen=True, slots=True)
class Loopback:
    """This machine; what is started ends with the thread that started it."""

    folder: Path
    address: str = "127.0.0.1"

    def process(self, name: str) -> Process:
        """Return the program of that name."""
        return Process(name, self.folder / "run")


def start(
    host: Host,
    name: str,
    argv: Sequence[object],
    env: Mapping[str, str] | None = None,
) -> Process:
    """Start a program unless it runs."""
    process = host.process(name)
    if process.pid() is None:
        process.start(argv, {**os.environ, **(env or {})})
    return process
