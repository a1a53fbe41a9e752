"""Is a branch written over SSH as well, and who is let in or trusted?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from local import git_ssh, ports
from local.git_ssh import SshServer
from pipeline.core.deploy.bump import bump
from pipeline.writer.attempt import Landed
from pipeline.writer.errors import GitFailed
from tests.deploy import hands
from tests.deploy.writer import Shop, Writer
from tests.missing import needed
from tests.pipeline.deploy.shipping import DEV, PLACES, release

DIES = "#!/bin/sh\nif rm {once} 2> /dev/null; then kill -9 $PPID; fi\n"
INTENT = bump(release(7), DEV, PLACES)


@dataclass(frozen=True, slots=True)
class Door:
    """A server with a key that it lets in."""

    server: SshServer
    key: Path

    def writer(self, shop: Shop, **changes: object) -> Writer:
        """Return who has the key, and knows the host."""
        keys = {"ssh_key": str(self.key), "known_hosts": str(self.server.known_hosts)}
        url = self.server.address(shop.hosted.path)
        return shop.writer.at(**{"url": url, "token": "", **keys, **changes})


@pytest.fixture(name="door", scope="module")
def _door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    if not git_ssh.possible():
        pytest.skip("only root can start an SSH server that is not installed")
    folder = tmp_path_factory.mktemp("ssh")
    server = SshServer(folder / "server", ports.free())
    with needed():
        server.start()
    server.allow(git_ssh.key(folder / "key"))
    yield Door(server, folder / "key")
    server.stop()


def refused(shop: Shop, writer: Writer, message: str) -> None:
    """See that nothing lands, and that this is said."""
    before = shop.hosted.tip()
    with pytest.raises(GitFailed, match=message):
        writer.do(INTENT)
    assert shop.hosted.tip() == before


def test_a_bump_lands(shop: Shop, door: Door) -> None:
    assert door.writer(shop).do(INTENT) == Landed(shop.hosted.tip(), 1)


def test_the_key_is_another_one(shop: Shop, door: Door, tmp_path: Path) -> None:
    git_ssh.key(tmp_path / "key")
    writer = door.writer(shop, ssh_key=str(tmp_path / "key"))
    refused(shop, writer, "the server does not accept the SSH key")


def test_the_key_is_no_key(shop: Shop, door: Door, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n")
    file.chmod(0o600)
    writer = door.writer(shop, ssh_key=str(file))
    refused(shop, writer, "the server does not accept the SSH key")


def test_others_can_read_the_key(shop: Shop, door: Door, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(door.key.read_text())
    file.chmod(0o644)
    writer = door.writer(shop, ssh_key=str(file))
    refused(shop, writer, "others can read the file of the SSH key .* give it mode 600")


def test_the_host_is_not_known(shop: Shop, door: Door) -> None:
    writer = door.writer(shop, known_hosts="")
    refused(shop, writer, "the server's host key is not one of the known ones")


def test_the_host_has_another_key(shop: Shop, door: Door, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    host = f"[127.0.0.1]:{door.server.port}"
    known.write_text(f"{host} {git_ssh.key(tmp_path / 'other')}\n")
    writer = door.writer(shop, known_hosts=str(known))
    refused(shop, writer, "the server's host key is not one of the known ones")


def test_the_repository_is_not_there(shop: Shop, door: Door) -> None:
    writer = door.writer(shop, url=f"{door.writer(shop).remote.url}-gone")
    refused(shop, writer, "there is no such repository")


@pytest.mark.parametrize(
    "hook",
    [
        pytest.param("pre-receive", id="before it took it"),
        pytest.param("post-receive", id="after it took it"),
    ],
)
def test_the_server_s_process_dies(
    shop: Shop, door: Door, tmp_path: Path, hook: str
) -> None:
    once = tmp_path / "once"
    once.touch()
    shop.hosted.hook(hook, DIES.format(once=once))
    assert door.writer(shop).do(INTENT) == Landed(shop.hosted.tip(), 2)
    assert len(hands.subjects(shop.hosted)) == 2
