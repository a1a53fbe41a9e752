"""Do the effects reach a repository through the engine, as a person calls them?"""

import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.core.release import release_json
from pipeline.writer.__main__ import FAILED, REFUSED
from tests.deploy.writer import TOKEN, Shop
from tests.engines import TIMEOUT
from tests.pipeline.deploy.shipping import digest, release
from tests.serving import ROOT


@pytest.fixture(name="record")
def _record(tmp_path: Path) -> Path:
    file = tmp_path / "release.json"
    file.write_text(release_json.text(release(7)))
    return file


def call(shop: Shop, *words: str, token: str = TOKEN) -> CompletedProcess[str]:
    """Call a function of `deployments` on the shop's repository."""
    port = shop.server.port
    place = (f"--remote=http://git:{port}/{shop.name}.git", "--token=env:GIT_TOKEN")
    server = f"--server=tcp://127.0.0.1:{port}"
    command = (sys.executable, "-m", "engine", "exec", "dagger", "--progress=plain")
    return subprocess.run(
        [*command, "call", "deployments", *place, server, *words],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "GIT_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


def test_a_bump_lands_once_and_the_token_is_nowhere(shop: Shop, record: Path) -> None:
    """The engine answers no effect from its cache: the second time Git is asked."""
    first = call(shop, "bump", f"--release={record}")
    assert f"bump dev: landed {shop.hosted.tip()} (tries: 1)" in first.stdout
    second = call(shop, "bump", f"--release={record}")
    assert "bump dev: nothing to do: " in second.stdout
    said = (first.stdout, first.stderr, second.stdout, second.stderr)
    assert not [text for text in said if TOKEN in text]


def test_a_question_that_cannot_be_answered_ends_like_an_effect(shop: Shop) -> None:
    """What calls it tells the two kinds apart."""
    refused = call(shop, "dora", "--days=0")
    assert REFUSED == refused.returncode
    assert "give a whole number" in refused.stderr
    failed = call(shop, "holds", token="expired-long-ago")
    assert FAILED == failed.returncode


def test_a_refusal_is_an_error_that_says_what_to_do(shop: Shop, record: Path) -> None:
    before = shop.hosted.tip()
    done = call(shop, "bump", f"--release={record}", "--environment=prodution")
    assert REFUSED == done.returncode
    assert "there is none; did you mean 'production'?" in done.stderr
    assert before == shop.hosted.tip()


def test_a_token_that_may_not_push_is_named_as_the_cause(
    shop: Shop, record: Path
) -> None:
    done = call(shop, "bump", f"--release={record}", token="expired-long-ago")
    assert FAILED == done.returncode
    assert "token" in done.stderr
    assert "expired-long-ago" not in done.stderr


def test_a_hold_keeps_a_digest_out(shop: Shop, record: Path) -> None:
    why = "--reason=it loses orders"
    held = call(shop, "hold", "--environment=dev", f"--digest={digest(7)}", why)
    assert "hold dev: landed " in held.stdout
    done = call(shop, "bump", f"--release={record}")
    assert REFUSED == done.returncode
    assert "it is on hold in dev (it loses orders)" in done.stderr
