"""How long it takes from the command to the first answer."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from bench.service.servers import PRODUCTION, start_bare
from bench.timing import Figure, compare
from tests.places import Place
from tests.serving import GUNICORN, ROOT, Server, variables

RUNS = 7

Start = Callable[[], tuple[subprocess.Popen[bytes], int]]


def show(place: Place, folder: Path) -> None:
    """Print the start of the service beside that of a bare application."""
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(once(lambda: start_service(place, folder)))
        theirs.append(once(lambda: start_bare(folder, "{}")))
    compare(
        "Start: from the command to the first 200 of /healthz",
        Figure("the service, its database migrated", tuple(ours)),
        Figure("a bare Flask application, same gunicorn", tuple(theirs)),
        "<= 1 s",
    )


def start_service(place: Place, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the service, without waiting for it."""
    given = variables(place, folder) | PRODUCTION
    with open(folder / "stdout", "ab") as stdout:
        process = subprocess.Popen(
            GUNICORN, cwd=ROOT, env=os.environ | given, stdout=stdout
        )
    return process, int(given["PORT"])


def once(start: Start) -> float:
    """Return the seconds of one start, and end what was started."""
    begin = perf_counter()
    process, port = start()
    server = Server(process, port, 0, Path())
    try:
        while not server.up():
            assert process.poll() is None, "it has ended: see its output"
            sleep(0.01)
        return perf_counter() - begin
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
