"""What the Dockerfile runs to put the image together, in build stages only.

Each of `system`, `dependencies` and `service` fills the folder ROOT of its stage with
what becomes one layer: an edit of the service makes the last one only.
"""

import os
from pathlib import Path

ROOT = Path("/assembled")
# What belongs to the user of the service is a layer of its own.
OWNED = Path("/owned")
# What the service imports of the standard library and its dependencies.
MODULES = Path("/modules.txt")


def modules(below: Path) -> list[Path]:
    """Return the imported source files below a folder."""
    listed = (Path(line) for line in MODULES.read_text().splitlines())
    return [path for path in listed if path.is_relative_to(below)]


def moment() -> int:
    """Return the time that all files get."""
    return int(os.environ["SOURCE_DATE_EPOCH"])
