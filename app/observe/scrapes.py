"""Answer Prometheus on a port of its own, which the load balancer never sees.

The master opens the port and each worker answers on it: there is no process
more to look after, and no moment without one who answers.
"""

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from prometheus_client import CONTENT_TYPE_LATEST


def listen(port: int) -> socket.socket:
    """Open the port, before the workers are forked."""
    listener = socket.create_server(("0.0.0.0", port), backlog=16)  # nosec B104
    # A scrape wakes all workers and one gets it: the others must not wait.
    listener.setblocking(False)
    return listener


def answer(listener: socket.socket, render: Callable[[], bytes]) -> Callable[[], None]:
    """Answer scrapes in a thread; return what ends it, after the last answer."""

    class Scrape(BaseHTTPRequestHandler):
        """One request for the metrics."""

        timeout = 5

        def do_GET(self) -> None:
            """Send the metrics, or 404 for everything else."""
            found = self.path.split("?")[0] == "/metrics"
            body = render() if found else b"the metrics are at /metrics\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", CONTENT_TYPE_LATEST)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a scrape comes every few seconds."""

    address = listener.getsockname()[:2]
    server = ThreadingHTTPServer(address, Scrape, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    # A scrape under way is waited for when the worker ends.
    server.daemon_threads = False
    Thread(target=server.serve_forever, name="scrapes", daemon=True).start()

    def end() -> None:
        server.shutdown()
        server.server_close()

    return end
