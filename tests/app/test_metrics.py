"""What the service measures of its requests."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import VERSION
from app.services import KEY, Services
from tests.app.examples import BEARER, REPORT


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


def test_only_requests_under_way_are_in_flight(client: FlaskClient) -> None:
    """Nothing that has ended or failed is."""
    client.get("/nowhere")
    client.get("/healthz")

    assert 0 == samples(client)["http_requests_in_flight"]


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
