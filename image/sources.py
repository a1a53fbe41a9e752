"""Lay out the sources of all libraries, for people who look for a fault.

Usage, with the interpreter of their environment: python -m image.sources
"""

import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from image import ROOT, moment
from image.tree import Tree

FOLDERS = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))
UNUSED = {"idlelib", "lib2to3", "site-packages", "test", "tests", "turtledemo"}


def main() -> None:
    """Copy them to where their bytecode is: Python prefers a source."""
    tree = Tree(ROOT)
    for folder in FOLDERS:
        tree.add_all(sources(folder))
    tree.finish(moment())


def sources(top: str) -> Iterator[Path]:
    """List the sources in a folder."""
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in UNUSED]
        yield from (Path(folder, name) for name in names if name.endswith(".py"))


if __name__ == "__main__":
    main()
