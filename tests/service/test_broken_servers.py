"""What is left of the service when its database or Redis goes."""

import json
from collections.abc import Callable
from statistics import median
from time import monotonic

import pytest
import requests

from tests.app.examples import BEARER, PERSON_TOKEN, REPORT
from tests.service.load import Whole, load
from tests.serving import Server, ask, wait

# Seconds, on a machine that may be busy: the middle of many requests.
PROBE = 0.1


def sign_in(service: Server) -> requests.Response:
    """Try to sign in."""
    url = f"{service.url}/api/v1/session"
    return requests.post(url, json={"token": PERSON_TOKEN}, timeout=30)


def ready(service: Server) -> tuple[int, str]:
    """Return the status of readiness, in numbers and in words."""
    status, text = service.get("/readyz")
    return status, str(json.loads(text)["status"])


def settles(service: Server, status: int, word: str) -> None:
    """See readiness say something: it takes what is slow for what is away."""
    wait(lambda: ready(service) == (status, word))


def seconds(ask_once: Callable[[], object]) -> float:
    """Return how long a request takes, in the middle of many."""
    taken = []
    for _ in range(15):
        begun = monotonic()
        ask_once()
        taken.append(monotonic() - begun)
    return median(taken)


def test_without_redis_only_sessions_stop(whole: Whole) -> None:
    """Reads and reports go on, and sessions come back by themselves."""
    service, redis = whole.service, whole.servers.redis
    with load(service) as busy:
        wait(lambda: busy.statuses[200] > 20)
        redis.kill()
        refused = sign_in(service)
        assert (503, "1") == (refused.status_code, refused.headers["Retry-After"])
        settles(service, 200, "degraded")
        before = busy.statuses.total()
        wait(lambda: busy.statuses.total() > before + 50)

        redis.start()
        back = monotonic()
        wait(lambda: sign_in(service).status_code == 201)
        assert monotonic() - back < 2

    assert {200, 201} == set(busy.statuses)
    assert [] == busy.broken
    settles(service, 200, "ready")


def test_without_the_database_everything_waits_for_it(whole: Whole) -> None:
    """Whoever asks is told to come back, and what was confirmed is not lost."""
    service, postgres = whole.service, whole.servers.postgres
    with load(service) as busy:
        wait(lambda: busy.statuses[201] > 5)
        postgres.kill()
        wait(lambda: busy.statuses[503] > 20)
        wait(lambda: service.get("/readyz")[0] == 503)
        assert 200 == service.get("/healthz")[0]
        postgres.start()
        wait(lambda: service.get("/readyz")[0] == 200)
        recorded = len(busy.recorded)
        wait(lambda: len(busy.recorded) > recorded + 5)

    assert {200, 201, 503} == set(busy.statuses)
    assert [] == busy.broken
    assert lost(service, busy.recorded) == []


def lost(service: Server, numbers: list[int]) -> list[int]:
    """Return which of the confirmed reports are not there."""
    return [
        number
        for number in numbers
        if service.get(f"/api/v1/deployments/{number}")[0] != 200
    ]


def test_a_key_sent_again_after_a_loss_counts_once(whole: Whole) -> None:
    """That is what it is for: the sender cannot know what became of the first."""
    service, postgres = whole.service, whole.servers.postgres
    key = {"Idempotency-Key": "deploy-7"}
    first = report(service, key)
    postgres.kill()
    assert 503 == report(service, key)[0]
    postgres.start()
    wait(lambda: report(service, key)[0] == 201)

    assert first == report(service, key)
    assert 1 == len(json.loads(service.get("/api/v1/deployments")[1])["deployments"])


def report(service: Server, headers: dict[str, str]) -> tuple[int, str]:
    """Send a report with headers of its own."""
    sent = {"Content-Type": "application/json", **BEARER, **headers}
    body = json.dumps(REPORT).encode()
    return ask(service.port, "POST", "/api/v1/deployments", body, sent)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        pytest.param("postgres", 503, id="database"),
        pytest.param("redis", 200, id="Redis"),
    ],
)
def test_probes_are_fast_while_a_server_hangs(
    whole: Whole, name: str, status: int
) -> None:
    """A probe that waits for a timeout gets healthy processes killed."""
    service, server = whole.service, getattr(whole.servers, name)
    settles(service, 200, "ready")
    server.freeze()
    try:
        # Each worker learns it for itself.
        wait(lambda: all(ready(service)[1] != "ready" for _ in range(10)))
        assert status == service.get("/readyz")[0]
        assert seconds(lambda: service.get("/readyz")) <= PROBE
        assert seconds(lambda: service.get("/healthz")) <= PROBE
    finally:
        server.thaw()
    settles(service, 200, "ready")


def test_the_service_starts_before_its_servers(whole: Whole) -> None:
    """Workers that are renewed meanwhile find nobody, and go on when they come."""
    service, servers = whole.service, whole.servers
    servers.postgres.kill()
    servers.redis.kill()
    # HUP: gunicorn starts new workers and ends the old ones.
    service.process.send_signal(1)
    wait(lambda: booted(service) >= 4)
    wait(lambda: service.get("/readyz")[0] == 503)
    assert 200 == service.get("/healthz")[0]

    servers.postgres.start()
    servers.redis.start()
    settles(service, 200, "ready")


def booted(service: Server) -> int:
    """Return how many workers have been started."""
    events = (str(line["event"]) for line in service.log())
    return sum(event.startswith("Booting worker") for event in events)
