"""Azure's blob storage as Azurite knows it, by the names that Azure gives it.

OpenTofu asks a host for the names of a cloud, then calls ACCOUNT.blob.SUFFIX by HTTPS.
No such name is known here: a proxy takes each to where it is served.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import select
import shutil
import socket
import socketserver
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final, Self

from cluster.certificates import Authority
from local import ports
from local.errors import Missing
from local.process import Process

ACCOUNT: Final = "ledgerstates"
KEY: Final = base64.b64encode(b"a key that only this test uses  ").decode()
SUFFIX: Final = "azure.test"
METADATA: Final = f"metadata.{SUFFIX}"
STORE: Final = f"{ACCOUNT}.blob.{SUFFIX}"
VERSION: Final = "2021-12-02"
NAMES: Final = json.dumps(
    {
        "authentication": {
            "loginEndpoint": f"https://login.{SUFFIX}",
            "audiences": ["test"],
        },
        "resourceManager": f"https://management.{SUFFIX}",
        "suffixes": {"storage": SUFFIX},
    }
).encode()


class Names(BaseHTTPRequestHandler):
    """Answer what the cloud's services are called."""

    def do_GET(self) -> None:
        """Answer each question with all names."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(NAMES)))
        self.end_headers()
        self.wfile.write(NAMES)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Proxy(socketserver.ThreadingTCPServer):
    """Takes names to ports of this machine."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, routes: Mapping[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.routes = routes


class Tunnel(socketserver.StreamRequestHandler):
    """One connection through the proxy."""

    server: Proxy

    def handle(self) -> None:
        """Connect to where the name is served, then pass on what comes."""
        name = self.rfile.readline().split()[1].decode().partition(":")[0]
        while self.rfile.readline().strip():
            pass
        port = self.server.routes.get(name)
        if port is None:
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", port)) as served:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            self._pass(self.connection, served)

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        while True:
            for ready in select.select([one, other], [], [])[0]:
                content = ready.recv(65536)
                if not content:
                    return
                (other if ready is one else one).sendall(content)


@dataclass(frozen=True, slots=True)
class Azure:
    """Azurite, what names it, and the way to both."""

    process: Process
    port: int
    names: HTTPServer
    proxy: Proxy
    authority: Authority

    @classmethod
    def started(cls, folder: Path) -> Self:
        """Start it; Missing when it is not installed."""
        program = shutil.which("azurite-blob")
        if not program:
            raise Missing(
                "could not start Azurite 'azurite-blob': it is not on the PATH;"
                " npm install --global azurite"
            )
        authority = Authority(folder, "authority")
        authority.make()
        hosts = tuple(f"DNS:{name}" for name in (METADATA, STORE))
        certificate, key = authority.issue("server", {"CN": SUFFIX}, hosts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        names = HTTPServer(("127.0.0.1", 0), Names)
        names.socket = context.wrap_socket(names.socket, server_side=True)
        port = ports.free()
        proxy = Proxy({METADATA: names.server_port, STORE: port})
        for server in (names, proxy):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        azure = cls(Process("azurite", folder), port, names, proxy, authority)
        words = ["--blobHost=127.0.0.1", f"--blobPort={port}", "--inMemoryPersistence"]
        files = [f"--cert={certificate}", f"--key={key}", "--skipApiVersionCheck"]
        env = {**os.environ, "AZURITE_ACCOUNTS": f"{ACCOUNT}:{KEY}"}
        azure.process.start([program, *words, *files, "--disableTelemetry"], env)
        azure.process.wait_until(lambda: ports.answers(port))
        return azure

    @property
    def env(self) -> dict[str, str]:
        """The way through the proxy, and whom to trust there."""
        return {
            "HTTPS_PROXY": f"http://127.0.0.1:{self.proxy.server_address[1]}",
            "SSL_CERT_FILE": str(self.authority.certificate),
        }

    def make(self, container: str) -> None:
        """Make a container."""
        status, content = self._asked("PUT", container, {"restype": "container"})
        assert 201 == status, content

    def blobs(self, container: str) -> str:
        """Return what a container lists, as XML."""
        query = {
            "comp": "list",
            "include": "metadata,snapshots",
            "restype": "container",
        }
        status, content = self._asked("GET", container, query)
        assert 200 == status, content
        return content

    def _asked(
        self, method: str, container: str, query: Mapping[str, str]
    ) -> tuple[int, str]:
        """Ask, signed with the account's key."""
        date = formatdate(usegmt=True)
        own = f"x-ms-date:{date}\nx-ms-version:{VERSION}\n"
        asked = "".join(f"\n{key}:{value}" for key, value in sorted(query.items()))
        text = method + "\n" * 12 + own + f"/{ACCOUNT}/{container}{asked}"
        made = hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()
        signature = base64.b64encode(made).decode()
        headers = {
            "Authorization": f"SharedKey {ACCOUNT}:{signature}",
            "Host": STORE,
            "x-ms-date": date,
            "x-ms-version": VERSION,
        }
        context = ssl.create_default_context(cafile=str(self.authority.certificate))
        context.check_hostname = False
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=context
        )
        words = "&".join(f"{key}={value}" for key, value in query.items())
        connection.request(method, f"/{container}?{words}", headers=headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, content

    def stop(self) -> None:
        """End all of it."""
        self.process.stop()
        for server in (self.names, self.proxy):
            server.shutdown()
            server.server_close()
