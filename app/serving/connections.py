"""Connections of a worker, in lines of those that wait for the same."""

import socket
from collections import OrderedDict
from collections.abc import Iterator
from time import monotonic
from typing import Any

from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.workers.gthread import TConn

from app.serving.arrival import Arrival

# Seconds from the first byte of a request to its last, and the same for an answer.
REQUEST_SECONDS = 10.0
# Seconds for a client to close a connection after the last answer on it.
CLOSE_SECONDS = 2.0
# Seconds for what still comes on open connections to a worker that stops.
STOP_SECONDS = 5.0
SLOW_SECONDS = 1.0


class Connection(TConn):
    """A connection, and what has come of its next request."""

    def __init__(
        self, cfg: Config, sock: socket.socket, client: Any, server: Any
    ) -> None:
        super().__init__(cfg, sock, client, server)
        # Its parser reads what came, and nothing from the socket.
        self.initialized = True
        self.requests = RequestParser(cfg, (), client)
        self.parser = self.requests
        self.arrival = Arrival()
        self.line: Line | None = None


class Line(OrderedDict[Connection, float]):
    """Connections that wait, each as long as the others, the oldest first."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def put(self, conn: Connection) -> None:
        """Let a connection wait here, and nowhere else."""
        if conn.line is not None:
            conn.line.pop(conn, None)
        conn.line = self
        self[conn] = monotonic() + self.seconds

    def overdue(self) -> Iterator[Connection]:
        """Return those whose time is over."""
        now = monotonic()
        while self and next(iter(self.values())) < now:
            yield next(iter(self))

    def waited(self) -> float:
        """Return the seconds that the oldest has waited."""
        return monotonic() - (next(iter(self.values())) - self.seconds) if self else 0

    def cap(self, seconds: float) -> None:
        """Let nobody wait for longer than this from now on."""
        self.seconds = min(self.seconds, seconds)
        latest = monotonic() + seconds
        for conn, until in self.items():
            self[conn] = min(until, latest)


class Lines:
    """All connections of a worker that no thread has."""

    def __init__(self, keepalive: float) -> None:
        self.idle = Line(keepalive)
        self.arriving = Line(REQUEST_SECONDS)
        self.leaving = Line(CLOSE_SECONDS)

    def least_missed(self) -> Connection | None:
        """Return the connection that is missed the least, if any waits."""
        # A request that is not slow is whole within a moment, unless it has just come.
        slow = self.arriving.waited() > SLOW_SECONDS
        kept = (self.arriving, self.idle) if slow else (self.idle, self.arriving)
        for line in (self.leaving, *kept):
            if line:
                return next(iter(line))
        return None

    def stop(self) -> None:
        """Let nobody wait much longer."""
        self.idle.cap(CLOSE_SECONDS)
        self.arriving.cap(STOP_SECONDS)
