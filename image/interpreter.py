"""The interpreter, and what a service may import of its standard library."""

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from image import modules

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))
LICENCE = STANDARD_LIBRARY / "LICENSE.txt"


def files() -> Iterator[Path]:
    """List the interpreter under each of its names, and its extension modules."""
    own = Path(sys.executable)
    yield from (own.with_name(name) for name in ("python", "python3"))
    if LICENCE.exists():
        yield LICENCE
    yield from (it for it in modules(STANDARD_LIBRARY) if it.suffix != ".py")
