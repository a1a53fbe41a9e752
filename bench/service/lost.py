"""How many requests get lost while workers and instances come and go."""

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bench.service.asking import ask
from bench.service.bare import PATH
from bench.service.instances import Instance, running
from bench.service.proxy import Proxy, balancing
from tests.places import Place
from tests.serving import wait

REQUESTS = 50_000
PATHS = (PATH, "/api/v1/deployments/1", "/version")
# Long enough for the load balancer to see it: two checks fail in 0.6 s.
RENEWING = {"WORKER_REQUESTS": "2000", "LOG_LEVEL": "info", "DRAIN_SECONDS": "3"}
STEADY = {**RENEWING, "WORKER_REQUESTS": "10000000"}


def show(place: Place, folder: Path) -> None:
    """Print what became of the requests of each run."""
    print(f"\nLost requests of {REQUESTS}, half on kept connections (goal: 0)")
    directly(place, folder)
    renewing(place, folder, retry=False)
    restarting(place, folder, retry=False)


def directly(place: Place, folder: Path) -> None:
    """Ask one instance without a load balancer, while its workers are renewed."""
    with running(place, folder, 1, RENEWING) as [instance]:
        outcomes = ask(instance.port, REQUESTS, PATHS)
        told("gunicorn alone", outcomes, f"{instance.renewed()} workers renewed")


def renewing(place: Place, folder: Path, retry: bool) -> None:
    """Ask through HAProxy, while the workers of two instances are renewed."""
    with running(place, folder, 2, RENEWING) as instances:
        with balancing(folder, [each.port for each in instances], retry) as proxy:
            outcomes = ask(proxy.port, REQUESTS, PATHS)
        renewed = sum(each.renewed() for each in instances)
        told(named(retry), outcomes, f"{renewed} workers renewed")


def restarting(place: Place, folder: Path, retry: bool) -> None:
    """Ask through HAProxy, while one instance after the other is restarted."""
    with running(place, folder, 2, STEADY) as instances:
        with balancing(folder, [each.port for each in instances], retry) as proxy:
            with ThreadPoolExecutor(1) as pool:
                asked = pool.submit(ask, proxy.port, REQUESTS, PATHS)
                restarts = restart_in_turn(instances, proxy, asked)
        told(named(retry), asked.result(), f"{restarts} restarts")


def restart_in_turn(
    instances: list[Instance], proxy: Proxy, asked: Future[Counter[str]]
) -> int:
    """Restart instances until all was asked; return how often."""
    restarts = 0
    while not asked.done():
        instances[restarts % len(instances)].restart()
        restarts += 1
        # As a rollout does: the next goes when this one is back.
        wait(lambda: proxy.up() == len(instances))
    return restarts


def named(retry: bool) -> str:
    """Say how the load balancer is set."""
    return "HAProxy, retry-on conn-failure" if retry else "HAProxy, retries 0"


def told(name: str, outcomes: Counter[str], while_: str) -> None:
    """Print how many were lost, and how."""
    lost = outcomes.total() - outcomes["200"]
    how = ", ".join(f"{n} {what}" for what, n in sorted(outcomes.items()))
    print(f"{name:32} {while_:20} lost {lost:4} ({how})", flush=True)
