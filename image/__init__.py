"""What the Dockerfile runs to put the image together, in build stages only.

Each of `system`, `dependencies` and `service` fills the folder ROOT of its stage with
what becomes one layer: an edit of the service makes the last one only.
"""

import os
import sysconfig
from pathlib import Path

ROOT = Path("/assembled")
# What belongs to the user of the service is a layer of its own.
OWNED = Path("/owned")
# What the service imports of its dependencies and the standard library.
MODULES = Path("/modules.txt")
LIBRARIES = (
    Path(sysconfig.get_path("purelib")),
    Path(sysconfig.get_path("stdlib"), "lib-dynload"),
    Path(sysconfig.get_path("stdlib")),
)


def modules(below: Path) -> list[Path]:
    """Return the imported files below a folder: sources and extension modules."""
    return [path for path in listed() if path.is_relative_to(below)]


def listed() -> list[Path]:
    """Return all imported files."""
    return [Path(line) for line in MODULES.read_text().splitlines()]


def moment() -> int:
    """Return the time that all files get."""
    return int(os.environ["SOURCE_DATE_EPOCH"])
