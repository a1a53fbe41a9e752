"""People who visit a service again and again, and what became of their requests.

Runs inside the cluster's machine: python -m cluster.visitors HOST PORT FILE PAUSE.
Every second, and at its end by SIGTERM, it writes what it has counted to FILE.
"""

import json
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread

PATHS = ("/api/v1/environments", "/api/v1/dora", "/", "/version")
VISITORS = 8
TIMEOUT = 20.0
KEPT = 20


@dataclass(slots=True)
class Count:
    """What was answered, by status, and the first of what was not."""

    statuses: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, outcome: str, problem: str = "") -> None:
        """Count one request."""
        with self.lock:
            self.statuses[outcome] += 1
            if problem and len(self.broken) < KEPT:
                self.broken.append(f"{time.strftime('%H:%M:%S')} {problem}")

    def save(self, file: Path) -> None:
        """Write all of it, at once."""
        with self.lock:
            found = {"statuses": dict(self.statuses), "broken": self.broken}
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(found))
        fresh.replace(file)


def visit(
    host: str, port: int, keeps: bool, pause: float, count: Count, ended: Event
) -> None:
    """Ask again and again, on one connection or each time on another."""
    connection: HTTPConnection | None = None
    number = 0
    while not ended.is_set():
        connection = connection or HTTPConnection(host, port, timeout=TIMEOUT)
        number += 1
        connection = _ask(connection, PATHS[number % len(PATHS)], keeps, count)
        ended.wait(pause)


def _ask(
    connection: HTTPConnection, path: str, keeps: bool, count: Count
) -> HTTPConnection | None:
    """Ask once; return the connection if it can be used again."""
    fresh = connection.sock is None
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        connection.close()
        # A server may close a connection that waits: clients ask again, as here.
        if fresh:
            count.add("broken", f"{path}: {error!r}")
        else:
            count.add("closed")
        return None
    problem = f"{path}: {answer.status}" if answer.status >= 500 else ""
    count.add(str(answer.status), problem)
    if keeps and not answer.will_close:
        return connection
    connection.close()
    return None


def main(host: str, port: str, file: str, pause: str) -> None:
    """Visit until SIGTERM."""
    count, ended = Count(), Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    threads = [
        Thread(
            target=visit,
            args=(host, int(port), number % 2 == 0, float(pause), count, ended),
        )
        for number in range(VISITORS)
    ]
    for thread in threads:
        thread.start()
    while not ended.wait(1):
        count.save(Path(file))
    for thread in threads:
        thread.join()
    count.save(Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
