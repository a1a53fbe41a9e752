"""What gunicorn does for the service when processes come and go."""

import os
import re
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FrameType

from app.draining import Draining

# Not just *.db: the ledger itself may be in the folder.
METRICS_FILE = re.compile(r"(counter|gauge_[a-z]+|histogram|summary)_[0-9]+\.db")

Handler = Callable[[int, FrameType | None], None]


@cache
def metrics_directory(memory: str) -> Path:
    """Return the folder that workers share: the given one, or a new one in memory."""
    given = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(given or tempfile.mkdtemp(prefix="release-ledger-", dir=memory))


def wipe(directory: Path) -> None:
    """Empty the folder of the metrics: files of an earlier run would be counted."""
    directory.mkdir(parents=True, exist_ok=True)
    for file in directory.iterdir():
        if METRICS_FILE.fullmatch(file.name):
            file.unlink()


def remove(directory: Path) -> None:
    """Remove the folder of the metrics."""
    wipe(directory)
    # It may be a mount, or hold what is not ours.
    with suppress(OSError):
        directory.rmdir()


def forget(pid: int) -> None:
    """Drop the gauges of a worker that has exited."""
    # Not at the top: the library chooses between one and many processes when it
    # is imported, and gunicorn sets the folder only after its file is read.
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(pid)


def drain_on_term(stop: Handler, draining: Draining, seconds: int) -> None:
    """Go on serving for a while after a request to stop, then really stop."""

    def term(number: int, frame: FrameType | None) -> None:
        # A second request to stop, or no time to drain, means now.
        if draining or not seconds:
            stop(number, frame)
        else:
            draining.begin()
            signal.alarm(seconds)

    def drained(_: int, frame: FrameType | None) -> None:
        stop(signal.SIGTERM, frame)

    signal.signal(signal.SIGALRM, drained)
    signal.signal(signal.SIGTERM, term)
