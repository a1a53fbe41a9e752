"""Let people visit a service of the cluster while something happens to it."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final
from uuid import uuid4

from cluster.cluster import Cluster
from cluster.given import ROOT
from local.process import Process

# Pauses of visitors who are more than few pods bear, and of those who are not.
CROWD: Final = 0.01
CALM: Final = 0.5


@dataclass(slots=True)
class Visits:
    """Visitors of an address, in the cluster's machine, from entering to leaving."""

    process: Process
    file: Path
    address: str
    pause: float

    def __enter__(self) -> "Visits":
        argv = [sys.executable, "-m", "cluster.visitors"]
        env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
        words = [*argv, self.address, "80", self.file, str(self.pause)]
        self.process.start(words, env, cwd=ROOT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.stop(seconds=60)

    @property
    def _found(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.file.read_text())
        return found

    @property
    def statuses(self) -> dict[str, int]:
        """How many requests ended how: by status, "broken" or "closed"."""
        found = self._found["statuses"]
        assert isinstance(found, dict)
        return found

    @property
    def answered(self) -> int:
        """How many requests were answered well."""
        return sum(n for status, n in self.statuses.items() if status.startswith("2"))

    @property
    def broken(self) -> list[str]:
        """What was not answered, or with an error of the server."""
        found = self._found["broken"]
        assert isinstance(found, list)
        return found


def visiting(cluster: Cluster, address: str, *, pause: float = CROWD) -> Visits:
    """Return visitors who have not come yet, each with *pause* seconds between asks."""
    name = f"visitors-{uuid4().hex[:6]}"
    process = cluster.machine.process(name)
    return Visits(process, process.folder / f"{name}.json", address, pause)
