"""Does the ledger understand what Argo CD tells it?

Templates are filled in by Argo CD's own program; what it makes of them goes to the
real service.
"""

import copy
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml
from flask import Flask
from werkzeug.serving import make_server

from tests.app.examples import ARGOCD, ARGOCD_TOKEN, BEARER, REPORT
from tests.argocd.cli import Cli
from tests.argocd.examples import (
    AFTER,
    BEFORE,
    BESIDE,
    SINCE,
    TO_LEDGER,
    application,
    image,
    lone,
)
from tests.argocd.manifests import Object

HOOK = "/api/v1/hooks/argocd"


def body(argocd: Cli, document: Object) -> Object:
    """Return what the ledger is sent."""
    message = argocd.notify("ledger", TO_LEDGER, document)["webhook"]["ledger"]
    assert ("POST", HOOK) == (message["method"], message["path"])
    sent: Object = json.loads(message["body"])
    return sent


def answer(service: Flask, sent: Object) -> tuple[int, Object]:
    """Return what the ledger answers."""
    client = service.test_client()
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)
    found = client.post(HOOK, json=sent, headers=ARGOCD)
    content: Object = json.loads(found.text)
    return found.status_code, content


@pytest.mark.parametrize(
    ("health", "status"),
    [
        pytest.param("Progressing", "started", id="on its way"),
        pytest.param("Suspended", "started", id="waits to be promoted"),
        pytest.param("Healthy", "healthy", id="it works"),
        pytest.param("Degraded", "degraded", id="it failed"),
    ],
)
def test_the_ledger_is_told_of_the_release_that_was_synced(
    argocd: Cli, service: Flask, health: str, status: str
) -> None:
    """Also while the one before still runs, beside a database of its own."""
    code, recorded = answer(service, body(argocd, application(health)))
    assert 201 == code, recorded
    assert ("staging", AFTER, status, SINCE) == tuple(
        recorded[name] for name in ("environment", "digest", "status", "time")
    )


def test_after_an_abort_the_release_that_failed_is_named(
    argocd: Cli, service: Flask
) -> None:
    """Not the one that runs: Git does not say so yet."""
    aborted = application("Degraded")
    aborted["status"]["summary"]["images"] = [image(BEFORE)]
    code, recorded = answer(service, body(argocd, aborted))
    assert (201, AFTER) == (code, recorded["digest"])


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lone(), id="never synced by this Argo CD"),
        pytest.param(application(synced=None), id="a sync of something else"),
    ],
)
def test_without_a_sync_that_says_so_it_is_what_runs(
    argocd: Cli, service: Flask, document: Object
) -> None:
    """The only one, that is."""
    document = copy.deepcopy(document)
    document["status"]["summary"]["images"] = [BESIDE, image(AFTER)]
    code, recorded = answer(service, body(argocd, document))
    assert (201, AFTER) == (code, recorded["digest"])


def test_where_two_run_and_nobody_says_which_it_is_the_one_that_is_known(
    argocd: Cli, service: Flask
) -> None:
    """Of several that a pipeline has reported, the newest."""
    code, recorded = answer(service, body(argocd, application(synced=None)))
    assert (201, AFTER) == (code, recorded["digest"])


@pytest.mark.parametrize("health", ["Progressing", "Healthy", "Degraded", "Unknown"])
def test_a_whole_application_is_understood(service: Flask, health: str) -> None:
    """Also without a template of ours: as Argo CD's own engine has it."""
    client = service.test_client()
    client.post("/api/v1/deployments", json=REPORT, headers=BEARER)
    found = client.post(HOOK, json=application(health), headers=ARGOCD)
    assert (204 if health == "Unknown" else 201) == found.status_code


def test_argo_cd_can_tell_the_ledger(argocd: Cli, service: Flask) -> None:
    """Over HTTP, with the token that its Secret holds."""
    service.test_client().post("/api/v1/deployments", json=REPORT, headers=BEARER)
    config = yaml.safe_load(TO_LEDGER.read_text())
    secret = argocd.file(
        "secret.json",
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "argocd-notifications-secret"},
            "stringData": {"ledger-token": ARGOCD_TOKEN},
        },
    )
    with served(service) as url:
        place = config["data"]["service.webhook.ledger"]
        config["data"]["service.webhook.ledger"] = place.replace(
            "https://ledger.example", url
        )
        file = argocd.file("config.json", config)
        argocd.send("ledger", file, application(), "ledger:", secret)
    listed = service.test_client().get("/api/v1/deployments?environment=staging")
    (recorded,) = json.loads(listed.text)["deployments"]
    assert ("argocd", AFTER) == (recorded["actor"], recorded["digest"])


@contextmanager
def served(service: Flask) -> Iterator[str]:
    """Let the service answer on a port of this machine."""
    server = make_server("127.0.0.1", 0, service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("document", "told"),
    [
        pytest.param(application("Healthy"), True, id="it works"),
        pytest.param(application("Degraded"), True, id="it failed"),
        pytest.param(application("Progressing", "OutOfSync"), True, id="begins"),
        pytest.param(application("Suspended"), True, id="waits to be promoted"),
        pytest.param(application("Healthy", "OutOfSync"), False, id="Git is ahead"),
        pytest.param(application("Missing", "OutOfSync"), False, id="not there yet"),
    ],
)
def test_the_ledger_is_told_when(argocd: Cli, document: Object, told: bool) -> None:
    """What works is what Git says: before the sync that is not known."""
    assert told is argocd.triggered("on-health", TO_LEDGER, document)
