"""Lay out the locked dependencies, without what is no use at run time.

Usage, with the interpreter of their environment: python -m image.dependencies
"""

import os
import sys
import sysconfig
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from image import ROOT, modules, moment
from image.bytecode import replace_all
from image.installed import correct_records
from image.libraries import strip
from image.tree import Tree

ENVIRONMENT = Path(sys.prefix)
PACKAGES = Path(sysconfig.get_path("purelib"))
COMMANDS = ("flask", "gunicorn")
# For compilers and type checkers. What is imported is listed, not found by its name.
SOURCES = {".c", ".h", ".proto", ".pth", ".pxd", ".py", ".pyc", ".pyi", ".pyx"}
LISTED = tuple(EXTENSION_SUFFIXES)


def main() -> None:
    """Copy, strip and compile."""
    tree = Tree(ROOT)
    imported = modules(PACKAGES)
    scripts = ENVIRONMENT / "bin"
    for name in ("python", "python3", Path(sys.executable).resolve().name):
        tree.link(scripts / name)
    tree.add_all(scripts / name for name in COMMANDS)
    tree.add(ENVIRONMENT / "pyvenv.cfg")
    tree.add_all(wanted())
    tree.add_all(path for path in imported if path.suffix != ".py")
    strip(tree.at(path) for path in imported if path.suffix != ".py")
    replace_all(tree, imported)
    correct_records(tree, PACKAGES)
    tree.finish(moment())


def wanted() -> Iterator[Path]:
    """List what packages have beside their modules: data, libraries, records."""
    for folder, _, names in os.walk(PACKAGES):
        yield from (Path(folder, name) for name in names if wanted_file(name))


def wanted_file(name: str) -> bool:
    """Say whether a file may be read at run time, and is no module."""
    return Path(name).suffix not in SOURCES and not name.endswith(LISTED)


if __name__ == "__main__":
    main()
