"""What happens when the remote is away, slow, or is not what it seems?"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local import ports
from local.git_server import GitServer
from pipeline.core.deploy.bump import bump
from pipeline.writer.attempt import Landed
from pipeline.writer.errors import GitFailed
from tests.deploy import hands
from tests.deploy.faulty import SLOW, Fault, Network, certificate, network
from tests.deploy.writer import TOKEN, Shop, Writer
from tests.pipeline.deploy.shipping import DEV, PLACES, digest, release

DIES = "#!/bin/sh\nif rm {once} 2> /dev/null; then kill -9 $PPID; fi\n"
INTENT = bump(release(7), DEV, PLACES)
FETCH, PUSH = "POST .*git-upload-pack$", "POST .*git-receive-pack$"
ASK, OFFER = "GET .*git-upload-pack", "GET .*git-receive-pack"


@pytest.fixture(name="authority", scope="module")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("authority"))


@pytest.fixture(name="net", params=["http", "https"])
def _net(
    server: GitServer, authority: Path, request: pytest.FixtureRequest
) -> Iterator[Network]:
    secure = request.param == "https"
    with network(server.url, authority if secure else None) as made:
        yield made


@pytest.fixture(name="writer")
def _writer(shop: Shop, net: Network, authority: Path) -> Writer:
    """Return somebody whose way to the server leads through the faults."""
    trusted = str(authority.with_name("certificate.pem"))
    writer = shop.writer.at(url=net.url(shop.name))
    return replace(writer, given={**writer.given, "GIT_SSL_CAINFO": trusted})


def landed_once(shop: Shop) -> bool:
    """Say whether the branch has the bump, and only that."""
    there = digest(7).encode() in hands.read(shop.hosted, PLACES.component(DEV))
    return there and len(hands.subjects(shop.hosted)) == 2


@pytest.mark.parametrize(
    ("exchange", "fault"),
    [
        pytest.param(ASK, Fault.NOT_SENT, id="lost before the fetch"),
        pytest.param(FETCH, Fault.NO_ANSWER, id="lost during the fetch"),
        pytest.param(FETCH, Fault.HALF_ANSWER, id="half of what was fetched"),
        pytest.param(OFFER, Fault.NOT_SENT, id="lost before the push"),
        pytest.param(PUSH, Fault.NOT_SENT, id="lost while pushing"),
        pytest.param(PUSH, Fault.NO_ANSWER, id="landed, the answer lost"),
        pytest.param(PUSH, Fault.HALF_ANSWER, id="landed, half an answer"),
        pytest.param(PUSH, Fault.SENT_TWICE, id="push sent twice by a proxy"),
        pytest.param(ASK, Fault.BUSY, id="503 on the fetch"),
        pytest.param(PUSH, Fault.BROKEN, id="500 on the push"),
        pytest.param(ASK, Fault.TOO_MANY, id="429, too many requests"),
    ],
)
def test_a_fault_that_passes_is_lived_through(
    shop: Shop, writer: Writer, net: Network, exchange: str, fault: Fault
) -> None:
    net.fails(exchange, fault, times=1)
    done = writer.do(INTENT)
    assert isinstance(done, Landed) and done.commit == shop.hosted.tip()
    assert landed_once(shop)


@pytest.mark.parametrize(
    ("exchange", "fault", "message"),
    [
        pytest.param(ASK, Fault.NOT_SENT, "the connection was lost", id="away"),
        pytest.param(
            ASK, Fault.BUSY, "the server is busy or broken", id="503 for good"
        ),
        pytest.param(
            ASK, Fault.HTML, "does not speak Git", id="a page in place of Git"
        ),
        pytest.param(
            *(ASK, Fault.MOVED, "which a token must not follow"), id="redirected"
        ),
        pytest.param(
            *(PUSH, Fault.FORBIDDEN, "the token may not do this"), id="403 on the push"
        ),
    ],
)
def test_a_fault_that_stays_is_said_and_nothing_has_changed(
    shop: Shop, writer: Writer, net: Network, exchange: str, fault: Fault, message: str
) -> None:
    net.fails(exchange, fault)
    before = shop.hosted.tip()
    with pytest.raises(GitFailed, match=message):
        writer.do(INTENT)
    assert shop.hosted.tip() == before


def test_a_redirect_gets_no_token(shop: Shop, writer: Writer, net: Network) -> None:
    with network("http://127.0.0.1:9") as elsewhere:
        net.server = f"http://127.0.0.1:{elsewhere.port}"
        net.fails(".", Fault.MOVED)
        with pytest.raises(GitFailed):
            writer.do(INTENT)
    assert elsewhere.seen == []


def test_away_for_good_after_the_push_it_says_what_is_not_known(
    shop: Shop, writer: Writer, net: Network
) -> None:
    net.fails(PUSH, Fault.NO_ANSWER, 1)

    def step(name: str) -> None:
        if name == "git push":
            net.fails(ASK, Fault.NOT_SENT)

    with pytest.raises(GitFailed) as failed:
        replace(writer, step=step).do(INTENT)
    said = f"; whether commit {shop.hosted.tip()} landed is not known, the same command"
    assert said in str(failed.value)
    net.faults.clear()
    writer.do(INTENT)
    assert landed_once(shop)


def test_landed_with_another_commit_on_top_by_the_time_we_look(
    shop: Shop, writer: Writer, net: Network
) -> None:
    net.fails(PUSH, Fault.NO_ANSWER, 1)
    fetches: list[str] = []

    def step(name: str) -> None:
        fetches.extend([name] if name == "git fetch" else [])
        if len(fetches) == 2 and name == "git fetch":
            hands.commit(shop.hosted, {"README.md": b"on top\n"}, "On top")

    done = replace(writer, step=step).do(INTENT)
    assert done == Landed(shop.hosted.git("rev-parse", "main~1"), 2)
    assert hands.subjects(shop.hosted)[0] == "On top"


@pytest.mark.parametrize(
    "exchange",
    [pytest.param(ASK, id="on the fetch"), pytest.param(PUSH, id="on the push")],
)
def test_nobody_waits_for_ever(
    shop: Shop, writer: Writer, net: Network, exchange: str
) -> None:
    net.fails(exchange, Fault.HANGS, 1)
    start = time.monotonic()
    assert isinstance(writer.at(seconds=6.0).do(INTENT), Landed)
    assert time.monotonic() - start < SLOW
    assert landed_once(shop)


@pytest.mark.parametrize(
    "hook",
    [
        pytest.param("pre-receive", id="before it took it"),
        pytest.param("post-receive", id="after it took it"),
    ],
)
def test_the_server_s_process_dies(shop: Shop, tmp_path: Path, hook: str) -> None:
    once = tmp_path / "once"
    once.touch()
    shop.hosted.hook(hook, DIES.format(once=once))
    assert shop.writer.do(INTENT) == Landed(shop.hosted.tip(), 2)
    assert landed_once(shop)


def test_nothing_listens_there(shop: Shop) -> None:
    url = f"http://127.0.0.1:{ports.free()}/shop.git"
    with pytest.raises(GitFailed, match="gave up after 3 tries: .* cannot be reached"):
        shop.writer.at(url=url).do(INTENT)


def test_the_host_has_no_address(shop: Shop) -> None:
    with pytest.raises(GitFailed, match="the host's name is not known"):
        shop.writer.at(url="https://nowhere.invalid/shop.git").do(INTENT)


def test_a_server_that_is_started_again_is_waited_for(
    shop: Shop, server: GitServer
) -> None:
    server.kill()

    def sleep(seconds: float) -> None:
        server.start()

    patience = replace(shop.writer.patience, sleep=sleep)
    assert isinstance(replace(shop.writer, patience=patience).do(INTENT), Landed)


def test_a_certificate_of_nobody_is_not_trusted(
    shop: Shop, server: GitServer, tmp_path: Path
) -> None:
    both = certificate(tmp_path)
    with network(server.url, both) as secure:
        writer = shop.writer.at(url=secure.url(shop.name), token=TOKEN)
        with pytest.raises(GitFailed, match="certificate is not trusted"):
            writer.do(INTENT)
        known = {**writer.given, "GIT_SSL_CAINFO": str(tmp_path / "certificate.pem")}
        assert isinstance(replace(writer, given=known).do(INTENT), Landed)
