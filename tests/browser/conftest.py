"""A service with a history to look at, and a page of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from local.history import history
from tests.places import Servers
from tests.serving import Server, serving

Scheme = Literal["light", "dark"]


@pytest.fixture(name="board", scope="session")
def _board(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A service that many tests look at, and that some write notes to."""
    place = servers.place()
    folder = tmp_path_factory.mktemp("board")
    with serving(place, folder, WEB_CONCURRENCY="1") as server:
        for report in history(datetime.now(UTC)):
            assert 201 == server.post("/api/v1/deployments", report)[0]
        yield server
    servers.remove(place)


@pytest.fixture(name="width")
def _width() -> int:
    return 1280


@pytest.fixture(name="scheme")
def _scheme() -> Scheme:
    return "light"


@pytest.fixture(name="visitor")
def _visitor(
    browser: Browser, board: Server, width: int, scheme: Scheme
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=board.url,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
    )
    yield context.new_page()
    context.close()


@pytest.fixture(name="page")
def _page(visitor: Page) -> Iterator[Page]:
    """A page that fails its test when the browser complains of something."""
    said: list[str] = []
    visitor.on("console", lambda message: said.append(message.text))
    visitor.on("pageerror", lambda error: said.append(str(error)))
    yield visitor
    assert [] == said


@pytest.fixture(name="pictures", scope="session")
def _pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")
