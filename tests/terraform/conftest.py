"""OpenTofu where this machine has it, and stores of states."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.missing import needed
from tests.terraform import tofu as programs
from tests.terraform.applied import Applied
from tests.terraform.docs import Docs
from tests.terraform.servers import S3, Gcs
from tests.terraform.tofu import Tofu


@pytest.fixture(name="tofu", scope="session")
def _tofu(tmp_path_factory: pytest.TempPathFactory) -> Tofu:
    with needed():
        return programs.found(tmp_path_factory.mktemp("tofu"))


@pytest.fixture(name="copy", scope="session")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of terraform/ that runs leave their files in."""
    return programs.copied(tmp_path_factory.mktemp("copy"))


@pytest.fixture(name="applied", scope="session")
def _applied(tofu: Tofu, copy: Path) -> Applied:
    return Applied(tofu, copy)


@pytest.fixture(name="docs", scope="session")
def _docs() -> Docs:
    with needed():
        return Docs.found()


@pytest.fixture(name="s3", scope="module")
def _s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with needed():
        server = S3.started(tmp_path_factory.mktemp("s3"))
    yield server
    server.stop()


@pytest.fixture(name="gcs", scope="module")
def _gcs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gcs]:
    with needed():
        server = Gcs.started(tmp_path_factory.mktemp("gcs"))
    yield server
    server.stop()


@pytest.fixture(name="tree")
def _tree(tmp_path: Path) -> Path:
    """A copy of terraform/ that a test may spoil."""
    return programs.copied(tmp_path)
