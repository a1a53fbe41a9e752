"""The service as a process, under its real server."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local import ports
from tests.app import examples
from tests.asking import ask, wait
from tests.places import Place

__all__ = ["GUNICORN", "ROOT", "Server", "ask", "serving", "variables", "wait"]

ROOT = Path(__file__).parents[1]
GUNICORN = (sys.executable, "-m", "gunicorn")


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    process: subprocess.Popen[bytes]
    port: int
    metrics_port: int
    folder: Path

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of an answer on a connection of its own."""
        return ask(self.port, "GET", path)

    def post(self, path: str, body: object) -> tuple[int, str]:
        """Return status and body of the answer to something sent with a token."""
        headers = {"Content-Type": "application/json", **examples.BEARER}
        return ask(self.port, "POST", path, json.dumps(body).encode(), headers)

    def up(self) -> bool:
        """Tell whether the service answers."""
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def workers(self, kind: str) -> set[str]:
        """Return the workers that have measured something of a kind."""
        files = (self.folder / "metrics").glob(f"{kind}_*.db")
        return {file.stem for file in files} - {f"{kind}_0"}

    def samples(self) -> dict[str, float]:
        """Return what is measured, by name and labels."""
        lines = ask(self.metrics_port, "GET", "/metrics")[1].splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def log(self) -> list[dict[str, object]]:
        """Return the lines of the log, each of which has to be JSON."""
        text = (self.folder / "stdout").read_text()
        return [json.loads(line) for line in text.splitlines()]


def listed(tokens: tuple[tuple[str, str], ...]) -> str:
    """Return hashes of tokens with their names, as a variable has them."""
    return ",".join("=".join(each) for each in tokens)


def variables(place: Place, folder: Path) -> dict[str, str]:
    """Return the environment of a service with ports of its own."""
    settings = examples.settings(place)
    people = settings.sign_in_token_hashes
    return {
        "DATABASE_URL": place.database_url,
        "REDIS_URL": place.redis_url,
        "API_TOKEN_HASHES": listed(settings.api_token_hashes),
        "SIGN_IN_TOKEN_HASHES": listed(people) if place.redis_url else "",
        "PROMETHEUS_MULTIPROC_DIR": f"{folder}/metrics",
        "PORT": str(ports.free()),
        "METRICS_PORT": str(ports.free()),
        "DRAIN_SECONDS": "0",
        # Load is what many tests make.
        "SIGN_IN_LIMIT": "0",
        "TOKEN_WRITE_LIMIT": "0",
        "ADDRESS_WRITE_LIMIT": "0",
        # A worker that is just starting does not hear that it should stop.
        "GRACEFUL_SECONDS": "5",
        "LOG_LEVEL": "debug",
        # Where tests run in a container, its engine collects traces.
        "OTEL_EXPORTER_OTLP_ENDPOINT": "",
    }


@contextmanager
def serving(
    place: Place, folder: Path, command: Sequence[str] = GUNICORN, **more: str
) -> Iterator[Server]:
    """Run the service until the caller is done with it."""
    given = variables(place, folder) | more
    with open(folder / "stdout", "ab") as out, open(folder / "stderr", "ab") as err:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | given, stdout=out, stderr=err
        )
    server = Server(process, int(given["PORT"]), int(given["METRICS_PORT"]), folder)
    try:
        wait(lambda: server.up() or process.poll() is not None)
        assert process.poll() is None, (folder / "stderr").read_text()
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
