"""Does the loop of a worker keep count of its connections, and lose no request."""

import logging
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from selectors import DefaultSelector

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from app.serving import gathering
from app.serving.connections import Connection
from app.serving.worker import GatheringWorker

REQUEST = b"GET /version HTTP/1.1\r\nHost: ledger\r\n\r\n"


class Worker(GatheringWorker):
    """A worker whose threads take note of what they are given."""

    def __init__(self, connections: int) -> None:
        config = Config()
        config.set("worker_connections", connections)
        super().__init__(0, 0, [], None, 30, config, logging.getLogger())
        self.poller = DefaultSelector()
        self.handed: list[TConn] = []

    def enqueue_req(self, conn: TConn) -> None:
        """Take note of a connection with a whole request."""
        self.handed.append(conn)

    def answered(self, conn: TConn) -> None:
        """Do as if a thread had answered, and the client may go on."""
        assert isinstance(conn, Connection)
        conn.requests.unreader.take_buffered()
        done: Future[bool] = Future()
        done.set_result(True)
        self.finish_request(conn, done)

    def round(self) -> None:
        """Handle what has come, and close what has waited for too long."""
        self.wait_for_and_dispatch_events(0)
        self.murder_pending()


@pytest.fixture(name="opened")
def _opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(name="listener")
def _listener(opened: ExitStack) -> socket.socket:
    return opened.enter_context(socket.create_server(("127.0.0.1", 0)))


@pytest.fixture(name="worker")
def _worker(opened: ExitStack) -> Worker:
    worker = Worker(connections=4)
    opened.callback(close_all, worker)
    opened.callback(worker.poller.close)
    opened.callback(worker.tmp.close)
    return worker


def connections(worker: Worker) -> list[TConn]:
    """Return all connections of a worker."""
    lines = worker.lines
    return [*lines.idle, *lines.arriving, *lines.leaving, *worker.handed]


def close_all(worker: Worker) -> None:
    """Close all connections of a worker."""
    for each in connections(worker):
        each.close()


def connect(
    opened: ExitStack, worker: Worker, listener: socket.socket
) -> socket.socket:
    """Open a connection that the worker takes."""
    address = listener.getsockname()
    client = opened.enter_context(socket.create_connection(address, timeout=30))
    worker.accept(listener)
    return client


def kept(opened: ExitStack, worker: Worker, listener: socket.socket) -> socket.socket:
    """Open a connection on which one request has been answered."""
    client = connect(opened, worker, listener)
    client.sendall(REQUEST)
    worker.wait_for_and_dispatch_events(1)
    worker.answered(worker.handed.pop())
    return client


def test_a_request_that_came_just_before_its_connection_is_closed_is_handled(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """It lies in the socket when a worker that stops closes what is idle."""
    client = kept(opened, worker, listener)
    worker.lines.idle.cap(-1)
    client.sendall(REQUEST)
    worker.murder_pending()

    assert 1 == len(worker.handed) == worker.nr_conns


def test_an_idle_connection_is_closed_when_its_time_is_over(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """Nothing has come on it."""
    client = kept(opened, worker, listener)
    worker.lines.idle.cap(-1)
    worker.round()

    assert (b"", 0) == (client.recv(1), worker.nr_conns)


def test_an_idle_connection_with_a_request_does_not_make_room(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """The next round closes another."""
    first = kept(opened, worker, listener)
    kept(opened, worker, listener)
    first.sendall(REQUEST)
    connect(opened, worker, listener)
    connect(opened, worker, listener)

    assert 1 == len(worker.handed)
    worker.round()
    assert 3 == worker.nr_conns == len(connections(worker))


def test_a_connection_that_made_room_is_counted_once(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """Its client's end may be noticed in the same round."""
    clients = [connect(opened, worker, listener) for _ in range(3)]
    clients[0].close()
    waiting = socket.create_connection(listener.getsockname(), timeout=30)
    opened.enter_context(waiting)
    [conn, *_] = worker.lines.arriving
    seen = conn.sock
    worker.accept(listener)
    worker.on_readable(conn, seen)

    assert 3 == worker.nr_conns == len(connections(worker))


def test_a_full_worker_makes_room_when_its_threads_are_done(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """While all connections were in threads, none could be closed."""
    clients = [connect(opened, worker, listener) for _ in range(3)]
    for client in clients:
        client.sendall(REQUEST)
        worker.wait_for_and_dispatch_events(1)
    last = socket.create_connection(listener.getsockname(), timeout=30)
    opened.enter_context(last).sendall(REQUEST)
    worker.accept(listener)
    worker.wait_for_and_dispatch_events(1)
    assert (4, 4) == (worker.nr_conns, len(worker.handed))
    while worker.handed:
        worker.answered(worker.handed.pop())
    worker.round()

    assert worker.nr_conns < worker.worker_connections


def test_unfinished_requests_make_room_for_each_other_only(
    worker: Worker,
    listener: socket.socket,
    opened: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who waits for the next request of a connection takes no memory."""
    monkeypatch.setattr(gathering, "HELD_BYTES", 100)
    kept(opened, worker, listener)
    for _ in range(2):
        connect(opened, worker, listener).sendall(REQUEST[:-4] * 2)
        worker.wait_for_and_dispatch_events(1)

    assert 1 == len(worker.lines.idle) == len(worker.lines.arriving)
    [left] = worker.lines.arriving
    assert worker.held == len(left.arrival.received) > 0


def test_a_client_that_reads_nothing_holds_no_thread(
    worker: Worker, listener: socket.socket, opened: ExitStack
) -> None:
    """Of an answer to what was refused, either."""
    connect(opened, worker, listener)
    [conn] = worker.lines.arriving
    assert isinstance(conn, Connection)
    conn.sock.setblocking(True)
    worker.handle_error(None, conn.sock, conn.client, ValueError("refused"))

    assert conn.sock.gettimeout()
