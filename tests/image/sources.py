"""Copies of the repository, which must not show in the image."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.engines import ROOT

# Long ago, and what the strictest of people have for a umask.
MOMENT = 1_000_000_000
PRIVATE = 0o077


def copied(folder: Path) -> Path:
    """Copy all that git knows to another place, with other times and modes."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in done.stdout.split("\0"):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(source.stat().st_mode & ~PRIVATE)
            os.utime(target, (MOMENT, MOMENT))
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Change a copied file."""
    text = file.read_text()
    assert old in text, (file, old)
    file.write_text(text.replace(old, new, 1))
