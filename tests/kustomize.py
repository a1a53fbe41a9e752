"""Find the kustomize that tests render with."""

import os
import shutil
from pathlib import Path

import pytest

from engine.layout import Layout


def program() -> Path | None:
    """Return the machine's, else the engine's own, or None."""
    parts = sorted(Layout.of(dict(os.environ)).parts.glob("kustomize-*"))
    folders = (os.environ["PATH"], *map(str, parts))
    found = shutil.which("kustomize", path=os.pathsep.join(folders))
    return Path(found) if found else None


def needed() -> Path:
    """Return it; the test is skipped where there is none."""
    found = program()
    if found is None:
        pytest.skip("no kustomize is here: 'make engine' builds one")
    return found
