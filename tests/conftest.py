"""Real databases, made once and given to each test empty, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from local import chromium
from tests import places
from tests.missing import needed
from tests.places import Place, Servers

# An example may be slow on a busy machine: that is no fault of what it tests.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(name="servers", scope="session")
def _servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with needed():
        servers = Servers.start(tmp_path_factory.mktemp("servers"))
    yield servers
    servers.stop()


@pytest.fixture(name="template", scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return places.template_file(tmp_path_factory.mktemp("template"))


@pytest.fixture(name="embedded")
def _embedded(template: Path, tmp_path: Path) -> Place:
    return places.copied(template, tmp_path)


@pytest.fixture(name="served")
def _served(servers: Servers) -> Iterator[Place]:
    place = servers.place()
    yield place
    servers.remove(place)


@pytest.fixture(name="place", params=["embedded", "served"])
def _place(request: pytest.FixtureRequest) -> Place:
    place: Place = request.getfixturevalue(request.param)
    return place


# Not for the whole session: while it is open its event loop counts as running, and
# neither another browser nor asyncio starts one in the same thread.
@pytest.fixture(name="browser", scope="module")
def _browser(switches: list[str]) -> Iterator[Browser]:
    with needed():
        found = chromium.executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path,
            env=dict(found.env),
            args=["--no-sandbox", *switches],
        )
        yield browser
        browser.close()


@pytest.fixture(name="switches", scope="module")
def _switches() -> list[str]:
    """What else the browser is started with; a folder may have its own."""
    return []
