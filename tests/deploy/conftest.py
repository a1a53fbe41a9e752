"""A server for all tests, and a repository for each."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from local import ports
from local.git_server import GitServer
from tests.deploy import hands
from tests.deploy.writer import TOKEN, Shop
from tests.missing import needed


@pytest.fixture(name="server", scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    server = GitServer(tmp_path_factory.mktemp("git-server"), ports.free())
    with needed():
        server.start()
    yield server
    server.stop()


@pytest.fixture(name="new_shop", scope="session")
def _new_shop(server: GitServer) -> Callable[[], Shop]:
    def make() -> Shop:
        # What a test does to the tokens must not outlive it.
        server.allow(TOKEN)
        name = f"shop-{uuid4().hex[:8]}"
        hosted = server.add(name)
        hands.commit(hosted, hands.seed(), "The first files")
        return Shop(server, name, hosted)

    return make


@pytest.fixture(name="shop")
def _shop(new_shop: Callable[[], Shop]) -> Shop:
    return new_shop()
