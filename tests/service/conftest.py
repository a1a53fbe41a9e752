"""Servers of a test's own, which it may break."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.missing import needed
from tests.places import Servers
from tests.service.load import Whole
from tests.serving import serving


@pytest.fixture(name="breakable")
def _breakable(tmp_path: Path) -> Iterator[Servers]:
    with needed():
        servers = Servers.start(tmp_path / "servers")
    yield servers
    servers.stop()


@pytest.fixture(name="whole")
def _whole(breakable: Servers, tmp_path: Path) -> Iterator[Whole]:
    with serving(breakable.place(), tmp_path) as service:
        yield Whole(service, breakable)
