"""A root file system in the making: whatever is put in comes out the same.

Usage, to finish a folder: python -m image.tree FOLDER
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path("/assembled")
COMPILE = ("compileall", "-q", "-b", "--invalidation-mode=unchecked-hash")


def at(path: Path | str) -> Path:
    """Return where a path of the root lies while it is in the making."""
    return ROOT / str(path).lstrip("/")


def add(paths: Iterable[Path]) -> None:
    """Copy files of this stage with all links that lead to them."""
    for path in paths:
        for link in (it for it in reversed(path.parents) if it.is_symlink()):
            place(link)
        # Where a folder is a link (/lib), the root has the link and the real one.
        real = path.parent.resolve() / path.name
        place(real)
        if real.is_symlink():
            add([real.parent / real.readlink()])


def place(path: Path) -> None:
    """Copy a file, or a link alone."""
    if not os.path.lexists(at(path)):
        at(path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, at(path), follow_symlinks=False)


def replace_sources(library: Path) -> None:
    """Put bytecode, which names the paths that it has in the end, where sources are."""
    final = ("-s", ROOT, "-p", "/", at(library))
    subprocess.run((sys.executable, "-m", *COMPILE, *final), check=True)
    for source in at(library).rglob("*.py"):
        source.unlink()


def finish(folder: Path) -> None:
    """Set one time, and modes without what an owner, a umask or setuid made of them."""
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
