"""Does the service keep its promises under its real server."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.app.examples import BEARER, REPORT, settings

ROOT = Path(__file__).parents[2]
GUNICORN = (sys.executable, "-m", "gunicorn")


@dataclass(frozen=True, slots=True)
class Server:
    """A running service with two workers."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of an answer on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, body

    def post_chunks(self, *chunks: bytes) -> int:
        """Return the status of the answer to a report sent without its length."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json", **BEARER}
        connection.request("POST", "/api/v1/deployments", iter(chunks), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def up(self) -> bool:
        """Tell whether the service answers."""
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def workers(self, kind: str) -> set[str]:
        """Return the workers that have measured something of a kind."""
        return {file.stem for file in (self.folder / "metrics").glob(f"{kind}_*.db")}

    def sample(self, name: str) -> float:
        """Return what one metric says."""
        lines = self.get("/metrics")[1].splitlines()
        return float(next(each for each in lines if each.startswith(name)).split()[-1])

    def log(self) -> list[dict[str, object]]:
        """Return the lines of the log, each of which has to be JSON."""
        text = (self.folder / "stdout").read_text()
        return [json.loads(line) for line in text.splitlines()]


def wait(until: Callable[[], bool]) -> None:
    """Wait for something to become true, a minute at most."""
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "it did not happen in a minute"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@pytest.fixture(name="server")
def _server(tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    variables = {
        "DATABASE_URL": settings(tmp_path).database_url,
        "API_TOKEN_HASHES": ",".join(settings(tmp_path).api_token_hashes),
        "PROMETHEUS_MULTIPROC_DIR": f"{tmp_path}/metrics",
        "PORT": str(port),
        "DRAIN_SECONDS": "60",
        "LOG_LEVEL": "debug",
    }
    with open(tmp_path / "stdout", "wb") as stdout:
        process = subprocess.Popen(
            GUNICORN, cwd=ROOT, env=os.environ | variables, stdout=stdout
        )
    server = Server(process, port, tmp_path)
    try:
        wait(server.up)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def use_both_workers(server: Server) -> int:
    """Send requests until each worker has counted some, and return their number."""
    sent = 0
    while sent < 20 or len(server.workers("counter")) < 2:
        sent += 1
        assert server.get("/version")[0] == 200
        assert sent < 1000
    return sent


def test_the_service_lives_measures_and_stops_as_promised(server: Server) -> None:
    """One life of two workers, from the first request to the last."""
    assert 200 == server.get("/readyz")[0]

    sent = use_both_workers(server)
    counted = 'http_requests_total{method="GET",route="/version",status="200"}'
    assert sent == server.sample(counted)

    kill_one_worker(server)
    assert sent == server.sample(counted)
    assert 1 == server.sample("http_requests_in_flight")

    drain_and_stop(server)
    assert not (server.folder / "metrics").exists()
    check_log(server.log())


def kill_one_worker(server: Server) -> None:
    """Kill a worker and wait until its gauges are gone."""
    victim = min(server.workers("gauge_livesum"))
    os.kill(int(victim.removeprefix("gauge_livesum_")), signal.SIGKILL)
    wait(lambda: victim not in server.workers("gauge_livesum"))


def drain_and_stop(server: Server) -> None:
    """Ask the service to stop, and see it refuse work before it goes."""
    server.process.send_signal(signal.SIGTERM)
    wait(lambda: server.get("/readyz")[0] == 503)
    assert 200 == server.get("/healthz")[0]
    assert 200 == server.get("/version")[0]
    # Asked a second time it goes at once: waiting would make the test slow, and
    # a short time to drain would make it fail on a busy machine.
    server.process.send_signal(signal.SIGTERM)
    assert 0 == server.process.wait(60)


def check_log(lines: list[dict[str, object]]) -> None:
    """See that every line says what, when and how bad, and which request."""
    assert all({"event", "timestamp", "level"} <= line.keys() for line in lines)
    assert {"gunicorn.error", None} == {line.get("logger") for line in lines}
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == len({line["request_id"] for line in requests})


def test_a_body_in_chunks_is_taken_whole_or_refused(server: Server) -> None:
    """Sending no length is no way around the limit, nor to be understood by half."""
    report = json.dumps(REPORT).encode()

    assert 201 == server.post_chunks(report[:50], report[50:])
    assert 413 == server.post_chunks(report, *[b" " * 1024] * 100)


def test_the_service_does_not_start_with_wrong_settings() -> None:
    """It ends with the code for a configuration error and the list of them."""
    wrong = {"PORT": "http", "LOG_LEVEL": "loud"}
    ended = subprocess.run(
        GUNICORN, cwd=ROOT, env=os.environ | wrong, capture_output=True, timeout=60
    )

    assert (78, b"") == (ended.returncode, ended.stdout)
    assert 2 == ended.stderr.count(b"could not read")
