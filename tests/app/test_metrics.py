"""What the service measures of its requests."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import VERSION
from app.factory import create_app
from app.services import KEY, Services
from tests.app.examples import BEARER, REPORT, settings
from tests.places import Place
from tests.serving import wait


def samples(client: FlaskClient) -> dict[str, float]:
    """Return what is measured, by name and labels."""
    services: Services = client.application.extensions[KEY]
    lines = services.metrics.render().decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_requests_are_counted_by_route_not_by_path(client: FlaskClient) -> None:
    """Scanners that try a thousand paths make one series."""
    for path in ("/a", "/b", "/c"):
        client.get(path)

    counted = 'http_requests_total{method="GET",route="unmatched",status="404"}'
    assert 3 == samples(client)[counted]


def test_invented_methods_share_a_label(client: FlaskClient) -> None:
    """Labels are few, whatever clients send."""
    for method in ("BREW", "POUR"):
        client.open("/healthz", method=method)

    counted = 'http_requests_total{method="OTHER",route="unmatched",status="405"}'
    assert 2 == samples(client)[counted]


def test_durations_are_measured_by_route(client: FlaskClient) -> None:
    """Each answered request is in the histogram."""
    client.get("/healthz")

    counted = 'http_request_duration_seconds_count{method="GET",route="/healthz"}'
    assert 1 == samples(client)[counted]


def test_only_requests_under_way_are_in_flight(app: Flask, services: Services) -> None:
    """Nothing that has ended or failed is."""

    def look() -> str:
        return services.metrics.render().decode()

    def fail() -> str:
        raise ValueError("no luck")

    app.add_url_rule("/look", view_func=look)
    app.add_url_rule("/fail", view_func=fail)
    client = app.test_client()
    for path in ("/nowhere", "/healthz", "/fail"):
        client.get(path)

    assert "http_requests_in_flight 1.0" in client.get("/look").text
    assert 0 == samples(client)["http_requests_in_flight"]


def test_connections_are_counted_while_somebody_holds_them(
    services: Services, client: FlaskClient
) -> None:
    """A pool that is always full is too small."""
    with services.ledger.engine.connect():
        assert 1 == samples(client)["db_pool_connections_in_use"]

    assert 0 == samples(client)["db_pool_connections_in_use"]


def test_connections_that_broke_are_not_counted_twice(served: Place) -> None:
    """However often the database's processes die."""
    app = create_app(settings(served))
    services: Services = app.extensions[KEY]
    for _ in range(5):
        with suppress(DBAPIError), services.ledger.engine.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        assert 0 == samples(app.test_client())["db_pool_connections_in_use"]
    with services.ledger.engine.connect():
        assert 1 == samples(app.test_client())["db_pool_connections_in_use"]
    services.close()


def test_those_are_counted_who_wait_for_a_connection(embedded: Place) -> None:
    """That is what an alert is made of."""
    app = create_app(replace(settings(embedded), database_pool=1))
    client, services = app.test_client(), app.extensions[KEY]
    with ThreadPoolExecutor(1) as threads:
        with services.ledger.engine.connect():
            waiting = threads.submit(client.get, "/api/v1/deployments")
            wait(lambda: samples(client)["db_pool_waiting"] == 1)
        assert 200 == waiting.result().status_code

    assert 0 == samples(client)["db_pool_waiting"]
    services.close()


def test_answers_of_the_cache_are_counted(client: FlaskClient) -> None:
    """A cache that never hits costs more than it saves."""
    for _ in range(3):
        client.get("/api/v1/environments")
    found = samples(client)

    assert 1 == found['cache_requests_total{result="miss"}']
    assert 2 == found['cache_requests_total{result="hit"}']


def test_lead_times_are_measured_by_environment(client: FlaskClient) -> None:
    """From a commit's first report to its first health, and once."""
    for status, hour in (("started", 12), ("healthy", 14), ("healthy", 15)):
        body = {**REPORT, "status": status, "time": f"2026-03-01T{hour}:00:00Z"}
        client.post("/api/v1/deployments", json=body, headers=BEARER)
    found = samples(client)

    assert 1 == found['ledger_lead_time_seconds_count{environment="dev"}']
    assert 7200 == found['ledger_lead_time_seconds_sum{environment="dev"}']


def test_recorded_deployments_are_counted(client: FlaskClient) -> None:
    """What was refused is not."""
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)
    client.post("/api/v1/deployments", json={}, headers=BEARER)

    counted = 'ledger_deployments_total{environment="dev",status="healthy"}'
    found = {k: v for k, v in samples(client).items() if "ledger_deployments_t" in k}
    assert {counted: 1} == found


def test_under_many_workers_only_their_shared_numbers_count(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one process knows of itself would be half the truth."""
    folder = tmp_path / "metrics"
    folder.mkdir()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(folder))

    assert {} == samples(app.test_client())


def test_the_running_release_is_a_label(client: FlaskClient) -> None:
    """Graphs can be split by release."""
    build = f'ledger_build_info{{commit="unknown",version="{VERSION}"}}'

    assert 1 == samples(client)[build]


def test_a_measurement_names_the_trace_it_is_of(
    services: Services, client: FlaskClient
) -> None:
    """Graphs lead from a slow bucket to a request that was slow."""
    traceparent = f"00-{'a' * 32}-{'b' * 16}-01"
    client.get("/version", headers={"traceparent": traceparent})
    (measured,) = services.metrics.duration.collect()
    exemplars = [sample.exemplar for sample in measured.samples if sample.exemplar]

    assert [{"trace_id": "a" * 32}] == [each.labels for each in exemplars]
