"""A root file system in the making: whatever is put in comes out the same."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

EXECUTABLE = 0o755
PLAIN = 0o644
ANY_EXECUTE = 0o111
STICKY = 0o1777


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that will be the root; paths are those that they have there."""

    folder: Path

    def at(self, path: Path) -> Path:
        """Return where a path of the root lies while it is in the making."""
        return self.folder / path.relative_to("/")

    def has(self, path: Path) -> bool:
        """Say whether something is at a path."""
        return os.path.lexists(self.at(path))

    def add(self, path: Path) -> None:
        """Copy a file of this stage with all links that lead to it."""
        for parent in reversed(path.parents):
            if parent.is_symlink():
                self.link(parent)
        # Where a folder is a link (/lib), the root has the link and the real one.
        path = path.parent.resolve() / path.name
        if self.has(path):
            return
        if path.is_symlink():
            self.link(path)
            self.add(path.parent / path.readlink())
        else:
            self._place(path)
            shutil.copyfile(path, self.at(path))
            self.at(path).chmod(mode(path))

    def add_all(self, paths: Iterable[Path]) -> None:
        """Copy several files."""
        for path in paths:
            self.add(path)

    def link(self, path: Path) -> None:
        """Copy a link alone."""
        if not self.has(path):
            self._place(path)
            self.at(path).symlink_to(path.readlink())

    def write(self, path: Path, text: str) -> None:
        """Write a file that this stage has not, or not like this."""
        self._place(path)
        self.at(path).write_text(text)
        self.at(path).chmod(PLAIN)

    def make(self, *folders: str) -> None:
        """Make empty folders."""
        for folder in folders:
            self.at(Path(folder)).mkdir(parents=True, exist_ok=True)

    def finish(self, moment: int) -> None:
        """Give everything one time, and folders one mode: only /tmp is for all."""
        for parent, folders, files in os.walk(self.folder, topdown=False):
            for path in (Path(parent, name) for name in (*files, *folders)):
                if path.is_dir() and not path.is_symlink():
                    tmp = path == self.folder / "tmp"
                    path.chmod(STICKY if tmp else EXECUTABLE)
                os.utime(path, (moment, moment), follow_symlinks=False)

    def _place(self, path: Path) -> None:
        self.at(path).parent.mkdir(parents=True, exist_ok=True)


def mode(path: Path) -> int:
    """Return a file's mode without what an owner, a umask or setuid made of it."""
    return EXECUTABLE if path.stat().st_mode & ANY_EXECUTE else PLAIN
