"""Databases and caches to start and to break."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from local import ports
from local.postgres import Postgres
from local.redis import Redis
from tests.missing import needed

T = TypeVar("T", Postgres, Redis)


@pytest.fixture(name="postgres")
def _postgres(tmp_path: Path) -> Iterator[Postgres]:
    yield from _running(Postgres(tmp_path / "postgres", ports.free(), fsync=False))


@pytest.fixture(name="redis")
def _redis(tmp_path: Path) -> Iterator[Redis]:
    yield from _running(Redis(tmp_path / "redis", ports.free()))


def _running(server: T) -> Iterator[T]:
    with needed():
        server.start()
    yield server
    server.stop()
