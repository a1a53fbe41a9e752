"""Make temporary folders, and remove those of runs that were killed."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.writer.errors import GitFailed

PREFIX: Final = "writer-"
LOCK: Final = "writer.lock"
# Between making a folder and locking it nobody must take it for left behind.
YOUNG: Final = 60.0


@contextmanager
def temporary(parent: str | None) -> Iterator[Path]:
    """Make a folder that is gone in the end; where, is for the machine to say or us."""
    try:
        # What has landed has landed, whether or not we can tidy up.
        folder = tempfile.TemporaryDirectory(
            prefix=PREFIX, dir=parent, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise GitFailed(
            f"could not make a temporary folder: {error.strerror};"
            " set TMPDIR to a folder that can be written"
        ) from error
    with folder as name, _locked(Path(name)):
        sweep(Path(name).parent)
        yield Path(name)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock that the system takes back when this process is killed."""
    descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def sweep(parent: Path) -> None:
    """Remove the folders that nobody holds any more."""
    for folder in parent.glob(f"{PREFIX}*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Say whether it is ours, not quite new, and nobody holds its lock."""
    try:
        about = folder.lstat()
        if about.st_uid != os.getuid() or time.time() - about.st_mtime < YOUNG:
            return False
        return folder.is_dir() and not folder.is_symlink() and _is_free(folder / LOCK)
    except OSError:
        # Somebody else sweeps as well.
        return False


def _is_free(lock: Path) -> bool:
    if not lock.exists():
        return True
    descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
