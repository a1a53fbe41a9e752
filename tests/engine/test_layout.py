"""Where does everything lie, and what is the engine told?"""

import tomllib
from pathlib import Path

import pytest

from engine import built
from engine.build import fingerprint
from engine.layout import SOCKET_LIMIT, Layout
from engine.registry import Ports


@pytest.mark.parametrize(
    ("environment", "prefix"),
    [
        ({"HOME": "/home/a"}, "/home/a/.cache/pipeline-engine"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/c"}, "/c/pipeline-engine"),
        ({"HOME": "/home/a", "PIPELINE_ENGINE_PREFIX": "/p"}, "/p"),
    ],
    ids=["home", "cache folder", "named"],
)
def test_the_prefix_follows_the_environment(
    environment: dict[str, str], prefix: str
) -> None:
    """The more special setting wins."""
    assert Path(prefix) == Layout.of(environment).prefix


def test_a_socket_s_path_is_never_too_long() -> None:
    """The kernel takes 107 bytes; a deep prefix gets a socket elsewhere."""
    assert Layout(Path("/p")).socket.is_relative_to("/p")
    deep = Layout(Path("/" + "deep/" * 30)).socket
    assert len(str(deep)) <= SOCKET_LIMIT
    assert not deep.is_relative_to("/deep")


def test_a_socket_s_path_can_be_an_address() -> None:
    """The CLI waits ten minutes for one with a space in it."""
    socket = Layout(Path("/my files")).socket
    assert " " not in str(socket)
    assert socket != Layout(Path("/my other files")).socket


def test_two_prefixes_share_no_name() -> None:
    """Both engines can run on one machine."""
    one, two = Layout(Path("/a")), Layout(Path("/b"))
    assert one.bridge != two.bridge
    # The engine adds a letter; the kernel takes 15.
    assert len(one.bridge) <= 14


def test_other_settings_are_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that runs would keep those that it was started with."""
    layout = Layout(Path("/p"))
    before = fingerprint(layout)
    assert before == fingerprint(layout)
    monkeypatch.setattr(built, "SETTINGS", f"{built.SETTINGS}\n")
    assert before != fingerprint(layout)


def test_nobody_gets_the_machine() -> None:
    """A container with all rights of root is refused, whoever asks for it."""
    settings = tomllib.loads(built.configuration(Ports(1, 2)))
    assert [] == settings["insecure-entitlements"]
    assert settings["worker"]["oci"]["gc"]


@pytest.mark.parametrize(
    ("free", "cache"),
    [(500, 40), (50, 40), (49, 39), (25, 15), (20, 10), (3, 10), (0, 10)],
)
def test_the_cache_leaves_room_on_a_small_disk(free: int, cache: int) -> None:
    """All figures in GB."""
    assert cache == built.cache_gb(free * 10**9)


def test_a_small_disk_is_no_other_engine() -> None:
    """Or each start would build one: the size is in no fingerprint."""
    ports = Ports(1, 2)
    assert 'maxUsedSpace = "15GB"' in built.configuration(ports, 15)
    assert 'maxUsedSpace = "40GB"' in built.configuration(ports)
