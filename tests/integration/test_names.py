"""Are services found by their names, and at once?"""

import socket
from time import monotonic
from urllib.parse import urlsplit

OFTEN = 300


def test_no_lookup_waits(url: str) -> None:
    """One that waits makes a slow request, and a late one when a service stops."""
    host = urlsplit(url).hostname
    slowest = 0.0
    for _ in range(OFTEN):
        begun = monotonic()
        socket.getaddrinfo(host, None)
        slowest = max(slowest, monotonic() - begun)
    assert slowest < 2
