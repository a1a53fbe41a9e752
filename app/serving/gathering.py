"""The loop of a worker, which gathers requests and waits for no client.

Gunicorn's own reads requests in its threads, so as many clients as there are threads,
each sending a byte now and then, hold all of them. Here the loop gathers requests,
however slow, and a thread gets one when it is whole.
"""

import socket
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from app.serving.connections import Connection, Line, Lines
from app.serving.refusals import HEAD_TOO_LONG, TOO_SLOW, Refusal
from app.serving.telling import explained

READ_BYTES = 64 * 1024
# What all unfinished requests of a worker may take of its memory.
HELD_BYTES = 8 * 1024 * 1024
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Gathering(ThreadWorker):
    """Gathers requests, and closes connections that have waited for too long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = Lines(self.cfg.keepalive)
        self.held = 0

    def accept(self, listener: socket.socket) -> None:
        """Take a connection."""
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, client, listener.getsockname())
        self.watch(conn, self.lines.arriving)
        self.make_room()

    def watch(self, conn: Connection, line: Line) -> None:
        """Wait for what a client sends."""
        line.put(conn)
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_readable, conn))

    def on_readable(self, conn: Connection, client: socket.socket) -> None:
        """Take what a client has sent."""
        # Closed by what was handled before it in the same round.
        if conn.line is None:
            return
        try:
            data = client.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop(conn)
        # What comes after the last answer is of no interest, but its end is.
        elif conn.line is not self.lines.leaving:
            self.take(conn, data)

    def take(self, conn: Connection, data: bytes) -> None:
        """Add to a request; a thread gets it when it is whole."""
        if conn.line is not self.lines.arriving:
            self.lines.arriving.put(conn)
        self.held += len(data)
        if conn.arrival.add(data):
            self.hand_over(conn)
        elif conn.arrival.is_too_long:
            self.refuse(conn, HEAD_TOO_LONG)
        elif conn.arrival.waits_for_continue:
            conn.arrival.waits_for_continue = False
            with suppress(OSError):
                conn.sock.send(CONTINUE)
        if self.held > HELD_BYTES:
            self.drop(next(iter(self.lines.arriving)))

    def hand_over(self, conn: Connection) -> None:
        """Let a thread handle a request."""
        self.release(conn)
        conn.requests.unreader.unread(bytes(conn.arrival.received))
        self.enqueue_req(conn)

    def release(self, conn: Connection) -> None:
        """Wait no longer for a connection."""
        if conn.line is self.lines.arriving:
            self.held -= len(conn.arrival.received)
        if conn.line is not None:
            conn.line.pop(conn, None)
            conn.line = None
            self.poller.unregister(conn.sock)

    def drop(self, conn: Connection) -> None:
        """Close a connection at once."""
        self.release(conn)
        self.nr_conns -= 1
        conn.close()

    def dismiss(self, conn: Connection) -> None:
        """Close a connection, unless a request has come on it by now."""
        line = conn.line
        self.on_readable(conn, conn.sock)
        if line is not None and conn.line is line:
            self.drop(conn)

    def leave(self, conn: Connection) -> None:
        """Close a connection when the client has had time to read its last answer."""
        self.release(conn)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            self.watch(conn, self.lines.leaving)
        except OSError:
            self.drop(conn)

    def refuse(self, conn: Connection, refused: Refusal) -> None:
        """Answer what has not become a request."""
        with suppress(OSError):
            conn.sock.send(explained(conn.client, refused))
        self.leave(conn)

    def make_room(self) -> None:
        """Close the connection that is missed the least when there are too many."""
        if self.nr_conns >= self.worker_connections:
            if conn := self.lines.least_missed():
                self.dismiss(conn)

    def wait_for_and_dispatch_events(self, timeout: float | None) -> None:
        """Handle what has come; a worker that stops looks often whether it can end."""
        super().wait_for_and_dispatch_events(timeout if self.alive else 0.1)

    def murder_pending(self) -> None:
        """Close the connections whose time is over; called in each round."""
        # Else nobody is let in any more while those that are in only wait.
        self.make_room()
        for line in (self.lines.idle, self.lines.leaving):
            for conn in line.overdue():
                self.dismiss(conn)
        for conn in self.lines.arriving.overdue():
            if conn.arrival.received:
                self.refuse(conn, TOO_SLOW)
            else:
                self.dismiss(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """Wait for nobody much longer: this worker stops."""
        self.lines.stop()
