"""What a collector gets to see."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from app.factory import create_app
from app.services import KEY
from tests.app import examples
from tests.places import Place

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


@dataclass(frozen=True, slots=True)
class Collector:
    """Takes spans as a collector does."""

    url: str
    spans: list[dict[str, object]] = field(default_factory=list)


@pytest.fixture(name="collector")
def _collector() -> Iterator[Collector]:
    class Export(BaseHTTPRequestHandler):
        """One batch of spans."""

        def do_POST(self) -> None:
            """Keep the spans."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for resource in json.loads(body)["resourceSpans"]:
                for scope in resource["scopeSpans"]:
                    collector.spans.extend(scope["spans"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Export)
    collector = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield collector
    server.shutdown()
    thread.join()
    server.server_close()


def visit(place: Place, collector: Collector) -> None:
    """Let a traced service answer a few requests."""
    settings = replace(
        examples.settings(place), otel_exporter_otlp_endpoint=collector.url
    )
    app = create_app(settings)
    client = app.test_client()
    client.get("/healthz")
    client.get("/api/v1/deployments/7", headers={"traceparent": TRACEPARENT})
    app.extensions[KEY].close()


def test_a_span_has_the_name_of_the_route(
    embedded: Place, collector: Collector
) -> None:
    """As in the metrics: the path would make a name for each deployment."""
    visit(embedded, collector)

    assert ["GET /api/v1/deployments/<int:number>"] == [
        span["name"] for span in collector.spans
    ]


def test_a_span_goes_on_with_the_trace_of_the_caller(
    embedded: Place, collector: Collector
) -> None:
    """And the log names it."""
    with capture_logs(processors=[merge_contextvars]) as lines:
        visit(embedded, collector)

    assert [TRACE] == [span["traceId"] for span in collector.spans]
    assert TRACE == lines[-1]["trace_id"]


def test_without_a_collector_nothing_is_traced(
    embedded: Place, collector: Collector
) -> None:
    """It costs nothing, either."""
    app = create_app(examples.settings(embedded))
    app.test_client().get("/version")
    app.extensions[KEY].close()

    assert [] == collector.spans
