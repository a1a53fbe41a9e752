"""Lay out the locked dependencies, without what is no use at run time.

Usage, with the interpreter of their environment: python -m image.dependencies
"""

import os
import sys
import sysconfig
from collections.abc import Collection, Iterator
from pathlib import Path

from image import ROOT, modules, moment
from image.bytecode import compile_all
from image.installed import correct_records
from image.libraries import strip
from image.tree import Tree

ENVIRONMENT = Path(sys.prefix)
PACKAGES = Path(sysconfig.get_path("purelib"))
COMMANDS = ("flask", "gunicorn")
# Only where nothing of it is imported: some libraries need their own test kit.
TESTS = {"test", "tests", "testing"}
# For compilers and type checkers, and a patch of installers.
SOURCES = {".c", ".h", ".proto", ".pxd", ".pyi", ".pyx"}
VIRTUALENV = "_virtualenv."


def main() -> None:
    """Copy, strip and compile."""
    tree = Tree(ROOT)
    imported = modules(PACKAGES)
    scripts = ENVIRONMENT / "bin"
    for name in ("python", "python3", Path(sys.executable).resolve().name):
        tree.link(scripts / name)
    tree.add_all(scripts / name for name in COMMANDS)
    tree.add(ENVIRONMENT / "pyvenv.cfg")
    tree.add_all(wanted(imported))
    strip(tree.at(path) for path in extensions())
    correct_records(tree, PACKAGES)
    compile_all(tree, imported)
    tree.finish(moment())


def extensions() -> Iterator[Path]:
    """List the extension modules; libraries that wheels bring are stripped."""
    return PACKAGES.rglob("*.so")


def wanted(imported: Collection[Path]) -> Iterator[Path]:
    """List the files of packages that may be read at run time."""
    for folder, folders, names in os.walk(PACKAGES):
        here = Path(folder)
        folders[:] = [
            name
            for name in folders
            if name != "__pycache__"
            and (
                name not in TESTS
                or any(path.is_relative_to(here / name) for path in imported)
            )
        ]
        yield from (here / name for name in names if wanted_file(name))


def wanted_file(name: str) -> bool:
    """Say whether a file is read at run time."""
    return Path(name).suffix not in SOURCES and not name.startswith(VIRTUALENV)


if __name__ == "__main__":
    main()
