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
    recorded = {
        **REPORT,
        "id": 2,
        "service": "release-ledger",
        "environment": "staging",
        "time": time,
    }

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


def running(*images: str, **more: object) -> dict[str, object]:
    """Return an application of which these images run."""
    sent = application()
    status = sent["status"]
    assert isinstance(status, dict)
    sent["status"] = {**status, "summary": {"images": list(images)}, **more}
    return sent


NEWER = f"registry/ledger@sha256:{'b' * 64}"
OLDER = f"registry/ledger@{REPORT['digest']}"
SIDECAR = f"registry/sidecar@sha256:{'c' * 64}"


def newer(client: FlaskClient, **more: object) -> None:
    """Let a pipeline report another release, a minute later."""
    digest, time = "sha256:" + "b" * 64, "2026-03-01T12:01:00Z"
    body = {**REPORT, "digest": digest, "time": time, **more}
    client.post("/api/v1/deployments", json=body, headers=BEARER)


def test_while_old_pods_end_the_newest_release_is_meant(client: FlaskClient) -> None:
    """And a sidecar is none: no pipeline has reported it."""
    known(client)
    newer(client)
    answer = send(client, running(OLDER, NEWER, SIDECAR))

    assert (201, "sha256:" + "b" * 64) == (
        answer.status_code,
        json.loads(answer.text)["digest"],
    )


def test_what_git_said_last_is_meant_before_what_runs(client: FlaskClient) -> None:
    """Also when that is an older release: somebody has gone back."""
    known(client)
    newer(client)
    resources = [{"kind": "Rollout", "images": [OLDER]}]
    operation = {"syncResult": {"resources": resources}}
    sent = running(OLDER, NEWER, operationState=operation)

    assert REPORT["digest"] == json.loads(send(client, sent).text)["digest"]


def test_each_service_of_an_environment_is_told_apart(client: FlaskClient) -> None:
    """By the release, and where an application runs two, by its own name."""
    known(client)
    newer(client, service="shop")
    shop = running(NEWER)
    both = running(OLDER, NEWER) | {"metadata": {"name": "release-ledger-staging"}}

    assert "shop" == json.loads(send(client, shop).text)["service"]
    assert "release-ledger" == json.loads(send(client, both).text)["service"]


def test_a_health_that_could_not_be_found_out_is_no_news(client: FlaskClient) -> None:
    """It is taken, so that it is not sent again, and nothing is recorded."""
    known(client)

    assert 204 == send(client, application("Unknown")).status_code
    assert 1 == len(json.loads(client.get("/api/v1/deployments").text)["deployments"])


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
