"""What becomes of what Argo CD sends."""

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.examples import ARGOCD, BEARER, REPORT

URL = "/api/v1/hooks/argocd"


def application(health: str = "Healthy", **more: str) -> dict[str, object]:
    """Return what Argo CD tells of staging."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "metadata": {"name": "ledger-staging", "namespace": "argocd"},
        "status": {
            "health": {"status": health, **more},
            "summary": {"images": [f"registry/ledger@{REPORT['digest']}"]},
            "sync": {"status": "Synced"},
        },
    }


def known(client: FlaskClient) -> None:
    """Let a pipeline report the release."""
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)


def send(client: FlaskClient, body: object) -> TestResponse:
    """Send a notification with Argo CD's token."""
    return client.post(URL, json=body, headers=ARGOCD)


def test_health_becomes_a_deployment(client: FlaskClient) -> None:
    """With the commit and the version that the pipeline reported."""
    known(client)
    time = "2026-03-01T12:30:00Z"
    answer = send(client, application(lastTransitionTime=time))
    recorded = {**REPORT, "id": 2, "environment": "staging", "time": time}

    assert (201, recorded) == (answer.status_code, answer.json)


@pytest.mark.parametrize(
    ("health", "status"),
    [
        pytest.param("Progressing", "started", id="under way"),
        pytest.param("Suspended", "started", id="waiting for its analysis"),
        pytest.param("Degraded", "degraded", id="broken"),
    ],
)
def test_each_health_has_its_status(
    client: FlaskClient, health: str, status: str
) -> None:
    """In the words of the ledger."""
    known(client)

    assert status == json.loads(send(client, application(health)).text)["status"]


def test_a_notification_that_comes_twice_counts_once(client: FlaskClient) -> None:
    """Argo CD sends it again when it has got no answer."""
    known(client)
    body = application(lastTransitionTime="2026-03-01T12:30:00Z")

    assert send(client, body).json == send(client, body).json
    assert 2 == len(json.loads(client.get("/api/v1/deployments").text)["deployments"])


def test_a_digest_that_nobody_has_reported_is_refused(client: FlaskClient) -> None:
    """Nothing is known of it but its name."""
    answer = send(client, application())
    [error] = json.loads(answer.text)["errors"]

    assert (422, "status.summary.images") == (answer.status_code, error["field"])


def test_an_impossible_health_is_refused_by_its_path(client: FlaskClient) -> None:
    """So that whoever wrote the template finds it."""
    known(client)
    answer = send(client, application("Excellent"))

    assert 422 == answer.status_code
    assert "status.health.status" in answer.text


def test_argo_cd_has_a_token_of_its_own(client: FlaskClient) -> None:
    """It need not be able to report for pipelines, nor they for it."""
    known(client)
    body = application()

    assert 401 == client.post(URL, json=body, headers=BEARER).status_code
    reported = client.post("/api/v1/deployments", json=REPORT, headers=ARGOCD)
    assert 401 == reported.status_code
