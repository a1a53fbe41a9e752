"""Ask a service over HTTP, and wait for what it will say."""

import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection

HERE = "127.0.0.1"


def ask(
    port: int,
    method: str,
    path: str,
    body: bytes | Iterator[bytes] | None = None,
    headers: dict[str, str] | None = None,
    *,
    host: str = HERE,
) -> tuple[int, str]:
    """Return status and body of an answer on a connection of its own."""
    connection = HTTPConnection(host, port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def wait(until: Callable[[], bool]) -> None:
    """Wait for something to become true, a minute at most."""
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "it did not happen in a minute"
        time.sleep(0.05)
