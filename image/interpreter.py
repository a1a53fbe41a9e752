"""The interpreter and its standard library, without what a service has no use for."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))
# Tests, editors, installers and whatever draws on a screen or a terminal.
UNUSED_FOLDERS = {
    *("__pycache__", "curses", "dist-packages", "ensurepip", "idlelib", "lib2to3"),
    *("pydoc_data", "site-packages", "test", "tests", "tkinter", "turtledemo", "venv"),
}
UNUSED_MODULES = ("turtle", "_curses", "_tkinter", "readline", "nis", "ossaudiodev")
TESTS = ("_test", "_xxtest", "_ctypes_test", "xx")
BUILDING = "config-"


def files() -> Iterator[Path]:
    """List the interpreter under each of its names, and its standard library."""
    own = Path(sys.executable)
    yield from (own.with_name(name) for name in ("python", "python3"))
    for folder, folders, names in os.walk(STANDARD_LIBRARY):
        folders[:] = [name for name in folders if wanted_folder(name)]
        yield from (Path(folder, name) for name in names if wanted_file(name))


def wanted_folder(name: str) -> bool:
    """Say whether a folder of the standard library may be imported from."""
    return name not in UNUSED_FOLDERS and not name.startswith(BUILDING)


def wanted_file(name: str) -> bool:
    """Say whether a file is a module that a service may import."""
    module = name.partition(".")[0]
    return not module.startswith((*UNUSED_MODULES, *TESTS))
