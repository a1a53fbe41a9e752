"""One process at a time changes what lies in the prefix."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from engine.layout import Layout
from engine.ownership import claim
from engine.progress import say


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Hold the prefix's lock; say so when another process holds it."""
    claim(layout.prefix)
    with layout.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            say(f"waiting for process {file.read().strip()}, which changes the engine")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
