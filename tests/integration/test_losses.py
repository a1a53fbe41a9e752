"""What is left of the composition when one of its servers goes, and comes back?"""

from time import monotonic

from tests.asking import wait
from tests.integration import tokens
from tests.integration.client import DEPLOYMENTS, SESSION, Client
from tests.integration.compose import Compose
from tests.integration.reports import report
from tests.load import Sender, load

SIGN_IN = {"token": tokens.PERSON}
# Seconds, on a machine that may be busy.
BACK = 5


def test_without_redis_only_sessions_stop(
    client: Client, compose: Compose, sender: Sender
) -> None:
    """Reads and reports go on, and sessions come back by themselves."""
    with load(sender) as busy:
        wait(lambda: busy.statuses[200] > 20)
        compose.kill("redis")
        refused = client.post(SESSION, SIGN_IN)
        assert (503, "1") == (refused.status_code, refused.headers["Retry-After"])
        wait(lambda: client.readiness() == (200, "degraded"))
        before = busy.statuses.total()
        wait(lambda: busy.statuses.total() > before + 50)

        compose.start("redis")
        started = monotonic()
        wait(lambda: client.post(SESSION, SIGN_IN).status_code == 201)
        assert monotonic() - started < BACK

    assert {200, 201} == set(busy.statuses)
    assert [] == busy.broken


def test_without_postgres_everything_waits_for_it(
    client: Client, compose: Compose, sender: Sender
) -> None:
    """Whoever asks is told to come back, and what was confirmed is not lost."""
    with load(sender) as busy:
        wait(lambda: busy.statuses[201] > 5)
        compose.kill("postgres")
        wait(lambda: busy.statuses[503] > 20)
        refused = client.report(report())
        assert (503, "2") == (refused.status_code, refused.headers["Retry-After"])
        wait(lambda: client.readiness()[0] == 503)
        assert 200 == client.get("/healthz").status_code

        compose.start("postgres")
        started = monotonic()
        wait(lambda: client.readiness()[0] == 200)
        assert monotonic() - started < BACK
        recorded = len(busy.recorded)
        wait(lambda: len(busy.recorded) > recorded + 5)

    assert {200, 201, 503} == set(busy.statuses)
    assert [] == busy.broken
    assert [] == lost(client, busy.recorded)


def lost(client: Client, numbers: list[int]) -> list[int]:
    """Return which of the confirmed reports are not there."""
    asked = {n: client.get(f"{DEPLOYMENTS}/{n}").status_code for n in numbers}
    return [number for number, status in asked.items() if status != 200]
