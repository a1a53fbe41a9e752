"""act, with a folder for what its runs hand over."""

from pathlib import Path

import pytest

from tests.workflows import act, repository
from tests.workflows.act import Runner


@pytest.fixture(name="runner")
def _runner(tmp_path: Path) -> Runner:
    kept = tmp_path / "kept"
    kept.mkdir()
    return Runner(act.built(), kept)


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path) -> Path:
    return repository.made(tmp_path / "checkout")
