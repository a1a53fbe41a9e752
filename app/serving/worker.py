"""A gunicorn worker whose threads never wait for a client to send."""

import socket
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from gunicorn.http import Request
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn
from structlog.contextvars import clear_contextvars

from app.serving.arrival import Arrival
from app.serving.connections import REQUEST_SECONDS, Connection
from app.serving.gathering import Gathering
from app.serving.refusals import refusal
from app.serving.telling import explained


class GatheringWorker(Gathering):
    """Answers in its threads what its loop has gathered."""

    def finish_request(self, conn: TConn, fs: Future[bool]) -> None:
        """Wait for the next request on a connection, or for its end."""
        assert isinstance(conn, Connection)
        if fs.cancelled() or fs.exception() or not fs.result():
            self.leave(conn)
            return
        conn.arrival = Arrival()
        self.watch(conn, self.lines.idle)
        if following := conn.requests.unreader.take_buffered():
            self.take(conn, following)

    def handle(self, conn: TConn) -> bool:
        """Handle a request; the one before is not named in what is logged of it."""
        clear_contextvars()
        return super().handle(conn)

    def handle_request(self, req: Request, conn: TConn) -> bool:
        """Answer a request to a client that may be slow to read."""
        assert isinstance(conn, Connection)
        conn.sock.settimeout(REQUEST_SECONDS)
        # It was told to go on when it began to wait for that.
        setattr(req, "_expected_100_continue", False)
        if conn.arrival.is_cut_off:
            req.force_close()
        try:
            return super().handle_request(req, conn)
        except TimeoutError as error:
            raise NoMoreData() from error

    def handle_error(
        self,
        req: Request | None,
        client: socket.socket,
        addr: Any,
        exc: BaseException,
    ) -> None:
        """Explain what the parser refused."""
        client.settimeout(REQUEST_SECONDS)
        with suppress(OSError):
            client.sendall(explained(addr, refusal(exc), exc))
