"""Is a request lost when the service is asked to stop?"""

from concurrent.futures import ThreadPoolExecutor

from tests.asking import wait
from tests.integration.client import DEPLOYMENTS, Client
from tests.integration.compose import Compose
from tests.load import Sender, load

STOPPING = "the process is stopping"


def test_all_that_was_accepted_is_answered(
    client: Client, compose: Compose, sender: Sender
) -> None:
    """Readiness ends first, so that load balancers stop sending while it goes on."""
    with ThreadPoolExecutor(1) as threads, load(sender) as busy:
        wait(lambda: busy.statuses.total() > 100)
        stopped = threads.submit(compose.stop, "service")
        before = busy.statuses.total()
        wait(lambda: STOPPING in client.readiness()[1])
        # As a balancer does: what is sent has to be answered until it has noticed.
        busy.ended.set()
        stopped.result()

    assert {200, 201} == set(busy.statuses)
    assert busy.statuses.total() > before
    assert [] == busy.broken
    assert 0 == client.readiness()[0]
    compose.start("service")
    wait(lambda: client.readiness() == (200, "ready"))
    number = busy.recorded[-1]
    assert 200 == client.get(f"{DEPLOYMENTS}/{number}").status_code
