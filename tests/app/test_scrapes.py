"""What Prometheus gets when it comes."""

import os
import signal
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import active_count

import pytest
from prometheus_client import Metric
from prometheus_client.registry import Collector

from app import server
from app.observe import scrapes
from app.observe.scrapes import Scrapes, application
from tests.places import Place
from tests.serving import ask, serving, wait

ADDRESS = "127.0.0.1"
HALF = b"GET /metrics HTTP/1.1\r\nHost: ledger\r\nX-Half: "


class Answers(Collector):
    """Three answers."""

    def collect(self) -> Iterable[Metric]:
        """Return how many there were."""
        metric = Metric("answers", "Answers", "counter")
        metric.add_sample("answers_total", {}, 3)
        yield metric


@pytest.fixture(name="port", params=[ADDRESS])
def _port(request: pytest.FixtureRequest) -> Iterator[int]:
    started = Scrapes(request.param, 0, application(Answers()))
    started.start()
    yield int(started.server_port)
    started.shutdown()
    started.server_close()


def half(port: int) -> socket.socket:
    """Open a connection that sends half a request."""
    connection = socket.create_connection((ADDRESS, port), timeout=30)
    connection.sendall(HALF)
    return connection


def test_a_scrape_gets_the_metrics(port: int) -> None:
    """With or without a query, which some configurations add."""
    for path in ("/metrics", "/metrics?name=x"):
        status, text = ask(port, "GET", path)
        assert 200 == status
        assert "answers_total 3.0\n" in text


def test_nothing_else_is_there(port: int) -> None:
    """And the answer says what is."""
    assert (404, "the metrics are at /metrics\n") == ask(port, "GET", "/")


def test_a_request_that_does_not_end_is_ended(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time is over, however many bytes still come."""
    monkeypatch.setattr(scrapes, "SECONDS", 0.0)
    before = active_count()
    with half(port) as connection:
        assert b"" == connection.recv(1)
    wait(lambda: active_count() <= before)


def test_a_client_that_does_not_read_is_ended(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would hold a thread as well as one that does not write."""
    monkeypatch.setattr(scrapes, "SECONDS", 0.5)
    before = active_count()
    with socket.create_connection((ADDRESS, port)) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\n")
        wait(lambda: active_count() <= before)


def test_many_who_do_not_end_leave_room_for_a_scrape(port: int) -> None:
    """The oldest of them goes."""
    with ExitStack() as held:
        for _ in range(3 * scrapes.CONNECTIONS):
            held.enter_context(half(port))
        assert 200 == ask(port, "GET", "/metrics")[0]


def test_an_address_may_be_of_version_6() -> None:
    """As clusters have it that know no other."""
    started = Scrapes("::1", 0, application(Answers()))
    assert ("::1", socket.AF_INET6) == (started.server_name, started.socket.family)
    started.server_close()


def test_a_port_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    """Before a worker starts."""
    with socket.create_server((ADDRESS, 0)) as taken:
        with pytest.raises(SystemExit, match="could not listen on METRICS_PORT"):
            server.scrapes(ADDRESS, taken.getsockname()[1], tmp_path)


def test_who_holds_the_metrics_holds_no_worker(embedded: Place, tmp_path: Path) -> None:
    """Workers that end are replaced at once, and scrapes go on."""
    with serving(embedded, tmp_path, WEB_CONCURRENCY="1") as service, ExitStack() as on:
        for _ in range(2):
            on.enter_context(half(service.metrics_port))
        service.get("/version")
        (worker,) = service.workers("gauge_livesum")
        os.kill(int(worker.removeprefix("gauge_livesum_")), signal.SIGTERM)
        wait(lambda: service.samples()["gunicorn_worker_exits_total"] == 1)
        assert service.up()
