"""Does the service keep its promises under its real server."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.examples import BEARER, REPORT
from tests.places import Place
from tests.serving import GUNICORN, ROOT, Server, ask, serving, wait


@pytest.fixture(name="server")
def _server(embedded: Place, tmp_path: Path) -> Iterator[Server]:
    with serving(embedded, tmp_path, DRAIN_SECONDS="60") as server:
        yield server


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
    wait(lambda: server.get("/readyz")[0] == 200)

    sent = use_both_workers(server)
    counted = 'http_requests_total{method="GET",route="/version",status="200"}'
    assert sent == server.samples()[counted]

    kill_one_worker(server)
    assert sent == server.samples()[counted]
    assert 0 == server.samples()["http_requests_in_flight"]

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
    known = {"gunicorn.error", "app.store.database.Pool", None}
    assert {line.get("logger") for line in lines} <= known
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == len({line["request_id"] for line in requests})


def test_each_worker_has_connections_of_its_own(server: Server) -> None:
    """They share the code that was imported before the fork, and nothing open."""
    use_both_workers(server)
    wait(lambda: server.get("/readyz")[0] == 200)
    master = server.process.pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()

    assert not holds_ledger(master)
    assert any(holds_ledger(int(child)) for child in children)


def holds_ledger(pid: int) -> bool:
    """Tell whether a process has the database open."""
    return any(
        "ledger.db" in target(each) for each in Path(f"/proc/{pid}/fd").iterdir()
    )


def target(descriptor: Path) -> str:
    """Return what an open file is; one that was closed meanwhile is none."""
    try:
        return os.readlink(descriptor)
    except FileNotFoundError:
        return ""


def test_a_body_in_chunks_is_taken_whole_or_refused(server: Server) -> None:
    """Sending no length is no way around the limit, nor to be understood by half."""
    report = json.dumps(REPORT).encode()

    assert 201 == post_chunks(server, report[:50], report[50:])
    assert 413 == post_chunks(server, report, *[b" " * 1024] * 100)


def post_chunks(server: Server, *chunks: bytes) -> int:
    """Return the status of the answer to a report sent without its length."""
    headers = {"Content-Type": "application/json", **BEARER}
    path = "/api/v1/deployments"
    return ask(server.port, "POST", path, iter(chunks), headers)[0]


def test_metrics_are_not_for_everybody(server: Server) -> None:
    """They have a port of their own, which no load balancer leads to."""
    assert 404 == server.get("/metrics")[0]
    assert 404 == ask(server.metrics_port, "GET", "/api/v1/environments")[0]


def test_the_service_does_not_start_with_wrong_settings() -> None:
    """It ends with the code for a configuration error and the list of them."""
    wrong = {"PORT": "http", "LOG_LEVEL": "loud"}
    ended = subprocess.run(
        GUNICORN, cwd=ROOT, env=os.environ | wrong, capture_output=True, timeout=60
    )

    assert (78, b"") == (ended.returncode, ended.stdout)
    assert 2 == ended.stderr.count(b"could not read")
