"""Does a client that is slow, or silent, keep others from an answer."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic

import pytest

from tests.app.examples import BEARER, REPORT
from tests.places import Place, copied
from tests.serving import Server, serving, wait

CLIENTS = 500
# Half of the time in which a thread that waited for a client would be held.
SOON = 5.0
POST = b"POST /api/v1/deployments HTTP/1.1\r\nHost: ledger\r\n"
SLOW = [
    pytest.param(b"GET /version HTTP/1.1\r\nHost: led", id="half a head"),
    pytest.param(POST + b"Content-Length: 1000\r\n\r\n{", id="half a body"),
    pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{", id="half a chunk"),
    pytest.param(b"", id="nothing"),
    pytest.param(
        b"GET /version HTTP/1.1\r\nHost: a\r\n\r\nGET /ver", id="half of the next"
    ),
    pytest.param(
        b"GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        id="no end of its own",
    ),
]


@pytest.fixture(name="server", scope="module")
def _server(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("slow")
    with serving(copied(template, folder), folder, LOG_LEVEL="info") as server:
        yield server


def connected(server: Server) -> socket.socket:
    """Open a connection."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=60)


def answer(server: Server, *parts: bytes) -> tuple[int, dict[str, str], str]:
    """Send a request; return status, header and body of the answer."""
    with connected(server) as sent:
        for part in parts:
            sent.sendall(part)
        with sent.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    pairs = (field.split(": ", 1) for field in fields)
    return int(first.split()[1]), {k: v for k, v in pairs}, body.decode()


@pytest.mark.parametrize("sent", SLOW)
def test_many_slow_clients_keep_nobody_waiting(server: Server, sent: bytes) -> None:
    """And they are gone soon."""
    with ExitStack() as opened:
        slow = [opened.enter_context(connected(server)) for _ in range(CLIENTS)]
        for each in slow:
            each.sendall(sent)
        for _ in range(10):
            begun = monotonic()
            assert 200 == server.get("/healthz")[0]
            assert monotonic() - begun < SOON
        for each in slow:
            read_to_the_end(each)


def read_to_the_end(connection: socket.socket) -> None:
    """Read until the server closes."""
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass


def test_who_sends_a_byte_now_and_then_gets_no_more_time(server: Server) -> None:
    """It is told that it was too slow."""
    with connected(server) as slow:
        slow.sendall(b"GET /version HTTP/1.1\r\nX: ")
        slow.settimeout(1)
        assert b"408" in heard(slow, lambda: slow.sendall(b"a"))


def heard(connection: socket.socket, meanwhile: Callable[[], None]) -> bytes:
    """Return what is answered while something is done again and again."""
    until = monotonic() + 60
    while monotonic() < until:
        try:
            return connection.recv(4096)
        except TimeoutError:
            meanwhile()
    raise AssertionError("no answer in a minute")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param(b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n", 414, id="line"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
            431,
            id="field",
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 65 + b"\r\n",
            431,
            id="many fields",
        ),
        pytest.param(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000, 431, id="long head"),
        pytest.param(b"NONSENSE\r\n\r\n", 400, id="no request line"),
        pytest.param(b"GET / HTTP/9.9\r\n\r\n", 400, id="version"),
        pytest.param(b"GET / HTTP/1.1\r\nno field\r\n\r\n", 400, id="no field"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, id="two hosts"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n", 417, id="expect"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: br\r\n\r\n",
            501,
            id="coding",
        ),
    ],
)
def test_what_is_no_request_is_answered_with_a_problem(
    server: Server, request_: bytes, status: int
) -> None:
    """As if the application had refused it, and its id is in the log."""
    found, header, body = answer(server, request_)
    problem = json.loads(body)

    assert (status, status) == (found, problem["status"])
    assert "application/problem+json" == header["Content-Type"]
    assert "could not read" in problem["detail"] and ";" in problem["detail"]
    assert header["X-Request-ID"] == problem["request_id"]
    wait(lambda: problem["request_id"] in (server.folder / "stdout").read_text())
    line = next(
        each
        for each in server.log()
        if each.get("request_id") == header["X-Request-ID"]
    )
    assert ("request refused", "127.0.0.1") == (line["event"], line["client"])


def test_a_client_may_wait_to_be_told_to_go_on(server: Server) -> None:
    """It is told once."""
    body = json.dumps(REPORT).encode()
    head = (
        POST
        + (
            f"Authorization: {BEARER['Authorization']}\r\nConnection: close\r\n"
            "Content-Type: application/json\r\nExpect: 100-continue\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
    )
    with connected(server) as sent, sent.makefile("rb") as stream:
        sent.sendall(head)
        assert b"HTTP/1.1 100 Continue\r\n\r\n" == stream.read(25)
        sent.sendall(body)
        assert b"HTTP/1.1 201 CREATED\r\n" == stream.readline()


def test_requests_in_one_go_are_answered_in_turn(server: Server) -> None:
    """Each of them."""
    one = b"GET /version HTTP/1.1\r\nHost: a\r\n"
    with connected(server) as sent, sent.makefile("rb") as stream:
        sent.sendall((one + b"\r\n") * 3 + one + b"Connection: close\r\n\r\n")
        assert 4 == stream.read().count(b"HTTP/1.1 200 OK")


def test_a_body_over_the_limit_does_not_become_the_next_request(
    server: Server,
) -> None:
    """The connection ends instead."""
    head = POST + b"Content-Length: 100000\r\n\r\n"
    following = b"GET /version HTTP/1.1\r\nHost: a\r\n\r\n"
    with connected(server) as sent, sent.makefile("rb") as stream:
        sent.sendall(head + following)
        found = stream.read()

    assert 1 == found.count(b"HTTP/1.1 ")


def test_idle_connections_make_room(embedded: Place, tmp_path: Path) -> None:
    """More of them than a worker takes keep nobody out."""
    with serving(embedded, tmp_path, WEB_CONCURRENCY="1") as server:
        kept = [
            HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(520)
        ]
        for each in kept:
            each.request("GET", "/version")
            assert 200 == each.getresponse().status
        assert 200 == server.get("/healthz")[0]
        for each in kept:
            each.close()
