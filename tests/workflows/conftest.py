"""act, with a folder for what its runs hand over, and what it runs on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local import ports
from local.git_server import GitServer
from tests.deploy import hands
from tests.missing import needed
from tests.workflows import act, repository
from tests.workflows.act import Runner
from tests.workflows.relay import relay
from tests.workflows.shop import FILES, TOKEN, Shop

DEPLOYMENTS = "dagger call deployments"


@pytest.fixture(name="runner")
def _runner(tmp_path: Path) -> Runner:
    kept = tmp_path / "kept"
    kept.mkdir()
    return Runner(act.built(), kept)


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path) -> Path:
    return repository.made(tmp_path / "checkout")


@pytest.fixture(name="shop")
def _shop(tmp_path: Path, runner: Runner, checkout: Path) -> Iterator[Shop]:
    server = GitServer(tmp_path / "server", ports.free())
    with needed():
        server.start()
    server.allow(TOKEN)
    for file in (checkout / ".github" / "workflows").iterdir():
        # Containers reach this machine's server without TLS only.
        text = file.read_text()
        file.write_text(text.replace(DEPLOYMENTS, f"{DEPLOYMENTS} --plain-http"))
    repository.commit(checkout)
    with relay(server.port) as url:
        env = {
            "GITHUB_SERVER_URL": url,
            "GITHUB_REPOSITORY": "ada/shop",
            "WRITER_TOKEN": TOKEN,
        }
        shop = Shop(server.add("ada/shop"), checkout, runner, env)
        hands.commit(shop.hosted, hands.seed(), "The first files")
        shop.commit(FILES)
        yield shop
    server.stop()
