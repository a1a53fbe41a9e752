"""A repository whose run is spread."""

from pathlib import Path

import pytest

from tests.spread.fake import Fake


@pytest.fixture(name="fake")
def _fake(tmp_path: Path) -> Fake:
    return Fake.make(tmp_path / "fake")
