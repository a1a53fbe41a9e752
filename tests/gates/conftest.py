"""A copy of the target repository, to plant defects in."""

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(name="target")
def _target(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "target", tmp_path / "target"))


collect_ignore = ["target"]
