"""Do faults that gunicorn once had come back."""

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from tests.app.examples import BEARER, REPORT
from tests.places import Place
from tests.serving import Server, serving, wait

# A process that gunicorn gets as a child without having started it, as the first
# process of a container does; it ends as a worker that could not start would.
STRANGER = """\
import os, pathlib, sys, time
told, go_on = map(pathlib.Path, sys.argv[1:])
if pid := os.fork():
    told.write_text(str(pid))
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn"])
while not go_on.exists():
    time.sleep(0.05)
os._exit(3)
"""


@pytest.fixture(name="server")
def _server(embedded: Place, tmp_path: Path) -> Iterator[Server]:
    with serving(embedded, tmp_path, WEB_CONCURRENCY="1") as server:
        yield server


def status(server: Server, request: bytes) -> bytes:
    """Send bytes and nothing after them; return the status of the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as sent:
        sent.sendall(request)
        sent.shutdown(socket.SHUT_WR)
        with sent.makefile("rb") as answer:
            return answer.readline()[9:12]


def report(end: bytes) -> bytes:
    """Return a report that is sent in one chunk, and how the chunks end."""
    body = json.dumps(REPORT).encode()
    head = (
        "POST /api/v1/deployments HTTP/1.1\r\nHost: ledger\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
        f"Authorization: {BEARER['Authorization']}\r\n\r\n{len(body):x}\r\n"
    )
    return head.encode() + body + b"\r\n" + end


def recorded(server: Server) -> int:
    """Return how many deployments there are."""
    return len(json.loads(server.get("/api/v1/deployments")[1])["deployments"])


def test_a_body_whose_end_is_missing_is_not_taken(server: Server) -> None:
    """What was lost on the way could have been the rest of it."""
    assert b"201" != status(server, report(end=b""))
    assert 0 == recorded(server)

    assert b"201" == status(server, report(end=b"0\r\n\r\n"))
    assert 1 == recorded(server)


def test_a_request_to_two_hosts_is_refused(server: Server) -> None:
    """A proxy might have checked the other one."""
    one = b"GET /version HTTP/1.1\r\nHost: ledger\r\n"

    assert b"200" == status(server, one + b"\r\n")
    assert b"400" == status(server, one + b"Host: other\r\n\r\n")


def test_the_end_of_a_stranger_does_not_stop_the_service(
    embedded: Place, tmp_path: Path
) -> None:
    """As the first process of a container it inherits all orphans."""
    told, go_on = tmp_path / "pid", tmp_path / "go-on"
    command = (sys.executable, "-c", STRANGER, str(told), str(go_on))
    with serving(embedded, tmp_path, command, WEB_CONCURRENCY="1") as server:
        stranger = Path(f"/proc/{told.read_text()}")
        assert stranger.exists()
        go_on.touch()
        wait(lambda: not stranger.exists())
        # Nothing tells from outside that it does not intend to end.
        sleep(1)

        assert server.process.poll() is None
        assert server.up()
