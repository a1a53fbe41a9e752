"""A network that fails: something between git and its server, as proxies are."""

import re
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

SLOW = 90.0
HTML = b"<!DOCTYPE html>\n<title>Sign in</title>\n<p>Who are you?\n"


class Fault(Enum):
    """What goes wrong with one exchange."""

    NONE = "none"
    NOT_SENT = "the connection is lost before the server gets anything"
    NO_ANSWER = "the connection is lost before the answer"
    HALF_ANSWER = "the connection is lost in the middle of the answer"
    SENT_TWICE = "the proxy sends it again, and passes the second answer on"
    HANGS = "nobody answers for long"
    HTML = "a page is answered, as portals and single sign-on do"
    MOVED = "the server redirects to another address"
    BROKEN = "500"
    BUSY = "503"
    TOO_MANY = "429"
    FORBIDDEN = "403"


@dataclass
class Network:
    """Where to forward to, and what fails: so many exchanges of each kind."""

    server: str
    faults: dict[str, tuple[Fault, int]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    def fails(self, what: str, fault: Fault, times: int = 1000) -> None:
        """Let exchanges whose method and path match fail for a while."""
        self.faults[what] = (fault, times)

    def fault(self, exchange: str) -> Fault:
        """Return what happens to an exchange."""
        self.seen.append(exchange)
        for what, (fault, times) in self.faults.items():
            if times and re.search(what, exchange):
                self.faults[what] = (fault, times - 1)
                return fault
        return Fault.NONE

    def url(self, path: str) -> str:
        """Return an address that leads through this."""
        return f"{self.scheme}://127.0.0.1:{self.port}/{path}.git"


class Handler(BaseHTTPRequestHandler):
    """Forward, or fail."""

    protocol_version = "HTTP/1.1"
    network: Network

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Handle one exchange."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.network.fault(f"{self.command} {self.path}")
        self.close_connection = fault is not Fault.NONE
        if fault in (Fault.BROKEN, Fault.BUSY, Fault.TOO_MANY, Fault.FORBIDDEN):
            self._answer(int(fault.value), {}, b"no")
        elif fault is Fault.HTML:
            self._answer(200, {"Content-Type": "text/html"}, HTML)
        elif fault is Fault.MOVED:
            self._answer(301, {"Location": f"{self.network.server}{self.path}"}, b"")
        elif fault is Fault.HANGS:
            time.sleep(SLOW)
        elif fault is not Fault.NOT_SENT:
            self._forward(body, fault)

    do_POST = do_GET

    def _forward(self, body: bytes, fault: Fault) -> None:
        for _ in range(2 if fault is Fault.SENT_TWICE else 1):
            answer, content = self._ask(body)
        if fault is Fault.NO_ANSWER:
            return
        named = ("Content-Type", "WWW-Authenticate")
        headers = {
            name: answer.headers[name] for name in named if name in answer.headers
        }
        half = fault is Fault.HALF_ANSWER
        self._answer(answer.status, headers, content, half)

    def _ask(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        there = urlsplit(self.network.server)
        connection = HTTPConnection(there.hostname or "", there.port)
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("connection", "expect")
        }
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def _answer(
        self,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        half: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if half else content)


@contextmanager
def network(server: str, certificate: Path | None = None) -> Iterator[Network]:
    """Put something that can fail before a server; with a certificate it is HTTPS."""
    made = Network(server)
    handler = type("Handler", (Handler,), {"network": made})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        proxy.daemon_threads = True
        made.port = proxy.server_address[1]
        if certificate:
            made.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            proxy.socket = context.wrap_socket(proxy.socket, server_side=True)
        thread = Thread(target=proxy.serve_forever, args=(0.02,))
        thread.start()
        yield made
        proxy.shutdown()
        thread.join()


def certificate(folder: Path) -> Path:
    """Make a certificate for this machine that nobody has signed."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1")
    about = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    written = ("-out", str(file), "-keyout", str(key))
    subprocess.run([*make, *about, *written], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text(file.read_text() + key.read_text())
    return both
