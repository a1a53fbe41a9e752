"""Keep what dead workers counted, without keeping their files.

The library leaves a file of counters for each worker that ever lived, and reads
all of them at every scrape. Here they are added up in one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.mmap_dict import MmapedDict

# What is counted goes on; gauges of the dead are dropped.
SUMMED = ("counter", "histogram")
# No process has this number.
ALL_DEAD = 0


def bury(directory: str, pid: int) -> None:
    """Add what a dead worker counted to what all dead ones did, and drop the rest."""
    folder = Path(directory)
    with _locked(folder, fcntl.LOCK_EX):
        for kind in SUMMED:
            _add(folder / f"{kind}_{pid}.db", folder / f"{kind}_{ALL_DEAD}.db")
        for gauge in folder.glob(f"gauge_*_{pid}.db"):
            gauge.unlink()


@contextmanager
def reading(directory: str) -> Iterator[None]:
    """Let no worker be buried while the files are read: it would count twice."""
    with _locked(Path(directory), fcntl.LOCK_SH):
        yield


def _add(dead: Path, total: Path) -> None:
    if not dead.exists():
        return
    sums = MmapedDict(str(total))
    for key, value, timestamp, _ in MmapedDict.read_all_values_from_file(str(dead)):
        sums.write_value(key, sums.read_value(key)[0] + value, timestamp)
    sums.close()
    dead.unlink()


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, how)
        yield
    finally:
        # Closing alone would not do: a process that was forked meanwhile has the
        # file open, too.
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)
