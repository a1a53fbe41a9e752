"""Which addresses do containers get?"""

from pathlib import Path

import pytest

from engine.network import free, in_use, name_servers


@pytest.mark.parametrize(
    ("taken", "first", "chosen"),
    [
        pytest.param([], 4, "10.132.0.0/16", id="the first of this prefix"),
        pytest.param(["10.132.0.1"], 4, "10.133.0.0/16", id="taken: the next"),
        pytest.param(["10.132.9.9"], 4, "10.133.0.0/16", id="by any address in it"),
        pytest.param(["10.255.0.1"], 127, "10.128.0.0/16", id="after the last"),
        pytest.param(["10.13.2.1"], 4, "10.132.0.0/16", id="another's begins alike"),
        pytest.param([], 128 + 4, "10.132.0.0/16", id="a large number"),
    ],
)
def test_they_are_those_that_nobody_has(
    taken: list[str], first: int, chosen: str
) -> None:
    """Each prefix begins to look elsewhere."""
    assert chosen == free(taken, first)


RESOLVERS = """\
# nameserver 10.128.0.1
search example.org
nameserver 10.255.255.53
nameserver\t10.129.0.2
nameserver fe80::1%eth0
"""


def test_name_servers_are_no_containers() -> None:
    """With a bridge over their addresses nobody would be told a name."""
    found = name_servers(RESOLVERS)
    assert ["10.255.255.53", "10.129.0.2"] == found
    assert "10.128.0.0/16" == free(found, 127)


def test_what_the_machine_asks_and_reaches_is_in_use() -> None:
    """Its own addresses, its gateways and its name servers."""
    asked = name_servers(Path("/etc/resolv.conf").read_text())
    assert {"127.0.0.1", *asked} <= set(in_use())
