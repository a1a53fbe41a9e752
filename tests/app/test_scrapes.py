"""What Prometheus gets when it comes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app import server
from app.observe import scrapes
from tests.serving import ask


@pytest.fixture(name="port")
def _port() -> Iterator[int]:
    listener = scrapes.listen(0)
    end = scrapes.answer(listener, lambda: b"answers_total 3\n")
    yield listener.getsockname()[1]
    end()


def test_a_scrape_gets_the_metrics(port: int) -> None:
    """With or without a query, which some configurations add."""
    assert (200, "answers_total 3\n") == ask(port, "GET", "/metrics")
    assert (200, "answers_total 3\n") == ask(port, "GET", "/metrics?name=x")


def test_nothing_else_is_there(port: int) -> None:
    """And the answer says what is."""
    assert (404, "the metrics are at /metrics\n") == ask(port, "GET", "/")


def test_a_scrape_that_has_begun_is_answered_before_the_end() -> None:
    """A worker that is renewed would cut it off."""
    begun, go_on = Event(), Event()

    def render() -> bytes:
        begun.set()
        assert go_on.wait(30)
        return b"whole"

    listener = scrapes.listen(0)
    end = scrapes.answer(listener, render)
    with ThreadPoolExecutor(2) as threads:
        scrape = threads.submit(ask, listener.getsockname()[1], "GET", "/metrics")
        assert begun.wait(30)
        ended = threads.submit(end)
        go_on.set()

    assert (200, "whole") == scrape.result()
    assert ended.result() is None


def test_a_port_that_is_taken_is_said_to_be() -> None:
    """Before a worker starts."""
    taken = scrapes.listen(0)
    with pytest.raises(SystemExit, match="could not listen on METRICS_PORT"):
        server.open_metrics_port(taken.getsockname()[1])
    taken.close()
