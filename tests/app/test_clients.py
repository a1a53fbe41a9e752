"""Whose request it is."""

import pytest

from app.observe.clients import FORWARDED, Clients

CLIENTS = Clients("10.0.0.0/8, 127.0.0.1, fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        pytest.param("10.0.0.1", None, "10.0.0.1", id="nobody named"),
        pytest.param("10.0.0.1", "192.0.2.7", "192.0.2.7", id="by a proxy"),
        pytest.param("192.0.2.9", "192.0.2.7", "192.0.2.9", id="by a stranger"),
        pytest.param(
            "127.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.7", id="by two proxies"
        ),
        pytest.param(
            "10.0.0.1", "1.1.1.1, 192.0.2.7", "192.0.2.7", id="with an invented one"
        ),
        pytest.param("fd00::1", "2001:db8::7", "2001:db8::7", id="of version 6"),
        pytest.param("10.0.0.1", "unknown\n, x", "10.0.0.1", id="no address"),
        pytest.param("", "192.0.2.7", "", id="of a socket's file"),
    ],
)
def test_a_client_is_known_by_trusted_proxies_only(
    peer: str, forwarded: str | None, client: str
) -> None:
    """Anybody else could put the blame on another."""
    environ = {"REMOTE_ADDR": peer} | ({FORWARDED: forwarded} if forwarded else {})

    assert client == CLIENTS.address(environ)
