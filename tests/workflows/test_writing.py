"""Do the workflows that write do it, started here, on a real Git server?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from local import ports
from local.errors import Missing
from local.git_repository import Hosted
from local.git_server import GitServer
from tests.deploy import hands
from tests.pipeline.shipping import PLACES, PRODUCTION, release, running
from tests.workflows.act import Runner
from tests.workflows.relay import relay
from tests.workflows.repository import commit

NAME = "ada/shop"
TOKEN = "the-machine-writers"
GOOD, BAD = release(1), release(2)


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository on a server, a checkout of the pipeline, and what runs it."""

    hosted: Hosted
    checkout: Path
    runner: Runner
    env: Mapping[str, str]

    def start(
        self, event: str, workflow: str, *more: str, **given: Mapping[str, str]
    ) -> CompletedProcess[str]:
        """Start a workflow as GitHub does."""
        secret = {"GITHUB_TOKEN": TOKEN, "WRITER_APP_KEY": "x"}
        return self.runner.run(
            self.checkout, event, workflow, *more, env=self.env, secret=secret, **given
        )

    def newest(self, how: str) -> str:
        """Return something of the newest commit."""
        return self.hosted.git("log", "-1", f"--format={how}", "refs/heads/main")


@pytest.fixture(name="shop")
def _shop(tmp_path: Path, runner: Runner, checkout: Path) -> Iterator[Shop]:
    server = GitServer(tmp_path / "server", ports.free())
    try:
        server.start()
    except Missing as missing:
        pytest.skip(str(missing))
    server.allow(TOKEN)
    hosted = server.add(NAME)
    hands.commit(hosted, hands.seed(), "The first files")
    for each in (GOOD, BAD):
        files = {
            path: text.encode() for path, text in running(PRODUCTION, each).items()
        }
        hands.commit(hosted, files, f"Build {each.build}")
    commit(checkout)
    with relay(server.port) as url:
        env = {
            "GITHUB_SERVER_URL": url,
            "GITHUB_REPOSITORY": NAME,
            "WRITER_TOKEN": TOKEN,
        }
        yield Shop(hosted, checkout, runner, env)
    server.stop()


def test_one_button_rolls_back(shop: Shop) -> None:
    """By the name of whoever pressed it; pressed again, it does nothing."""
    inputs = {"environment": "production", "reason": "it is slow; $(id)"}
    for said in ("rollback production: landed", "nothing to do"):
        done = shop.start("workflow_dispatch", "rollback.yaml", input=inputs)
        assert 0 == done.returncode, done.stdout
        assert said in done.stdout

    record = hands.read(shop.hosted, PLACES.record(PRODUCTION))
    assert running(PRODUCTION, GOOD)[PLACES.record(PRODUCTION)].encode() == record
    assert "nektos/act" == shop.newest("%an")
    assert "it is slow; $(id)" == shop.newest("%(trailers:key=Deploy-Reason,valueonly)")


def test_git_catches_up_with_an_aborted_rollout(shop: Shop, tmp_path: Path) -> None:
    """As the cluster's notification tells of it."""
    image = {"image": f"{BAD.image.repository}@{BAD.image.digest}"}
    rollout = {
        "kind": "Rollout",
        "metadata": {"name": "shop", "generation": 2},
        "spec": {"template": {"spec": {"containers": [image]}}},
        "status": {
            "abort": True,
            "message": "Step 1 failed",
            "observedGeneration": "2",
        },
    }
    payload = {"environment": "production", "rollout": rollout}
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"client_payload": payload}))
    told = f"--eventpath={event}"
    done = shop.start("repository_dispatch", "catch-up.yaml", told)

    assert 0 == done.returncode, done.stdout
    assert shop.newest("%s").startswith("rollback(production): app sha256:0001")
