"""Ask what runs in the cluster, from outside of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from cluster.given import NAME, REPORTER
from demo.cluster.ground import Ground
from demo.cluster.releases import Shown
from local import ports
from local.client import DIRECT, Client
from local.process import Process

PRODUCTION: Final = f"{NAME}-production"
SECONDS: Final = 30.0

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger that production serves, by way of a forwarded port."""

    url: str

    def environments(self) -> str:
        """Return what it says of all environments, as JSON."""
        with DIRECT.open(f"{self.url}/api/v1/environments", timeout=SECONDS) as answer:
            text: str = answer.read().decode()
        return text

    def says(self, environment: str, digest: str, health: str) -> bool:
        """Tell whether it says so of the release that is there."""
        for each in json.loads(self.environments())["environments"]:
            if each["environment"] == environment:
                current = each["current"] or {}
                found = (current.get("digest"), current.get("health"))
                return found == (digest, health)
        return False

    def report(self, environment: str, release: Shown, status: str = "started") -> None:
        """Report a release as a pipeline does that brings it somewhere."""
        told = {
            "environment": environment,
            "digest": release.digest,
            "commit": str(release.fields["commit"]),
            "version": str(release.fields["version"]),
            "status": status,
            "actor": "pipeline",
        }
        Client(self.url, REPORTER).report(told)


@contextmanager
def ledger(ground: Ground) -> Iterator[Ledger]:
    """Reach production's ledger: nobody outside has a route to a cluster's services."""
    port = ports.free()
    folder = ground.workshop.folder
    process = Process("port-forward", folder)
    kubectl = ground.cluster.binaries["kubectl"]
    config = f"--kubeconfig={ground.cluster.plane.kubeconfig}"
    service = (f"--namespace={PRODUCTION}", f"service/{NAME}", f"{port}:80")
    process.start([kubectl, "port-forward", config, *service], {"HOME": str(folder)})
    try:
        process.wait_until(lambda: ports.answers(port))
        yield Ledger(f"http://127.0.0.1:{port}")
    finally:
        process.stop()


def alerts(ground: Ground) -> list[Object]:
    """Return the alerts of Prometheus."""
    answer = _asked(f"{ground.cluster.monitoring.url}/api/v1/alerts")
    found: list[Object] = answer["data"]["alerts"]
    return found


def told(ground: Ground) -> list[Object]:
    """Return the alerts that Alertmanager was sent."""
    url = f"{ground.cluster.monitoring.alerts_url}/api/v2/alerts"
    found: list[Object] = _asked(url)
    return found


def _asked(url: str) -> Any:
    with DIRECT.open(url, timeout=SECONDS) as answer:
        return json.load(answer)
