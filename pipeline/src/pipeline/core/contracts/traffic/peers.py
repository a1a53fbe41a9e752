"""Check that network policies let pods reach the hosts in their settings."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.core.contracts.reading.objects import Breach
from pipeline.core.contracts.reading.pods import Container, Pods
from pipeline.core.contracts.reading.settings import setting
from pipeline.core.contracts.reading.world import Facts, Overlay
from pipeline.core.contracts.traffic.reach import allowed, restricted


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find settings that name what no network policy lets a pod reach."""
    for pods in overlay.pods:
        if restricted(overlay, pods, "Egress"):
            for container in pods.containers:
                yield from _reached(overlay, pods, container, facts)


def _reached(
    overlay: Overlay, pods: Pods, container: Container, facts: Facts
) -> Iterator[Breach]:
    for name, default in facts.peers.items():
        given = setting(overlay, pods, container, name)
        if given is None:
            continue
        port = _port(given.value) or default
        if not allowed(overlay, pods, "Egress", port, "TCP"):
            said = (
                f"'{container.name}' is given {name}, and no policy lets it reach "
                f"port {port}"
            )
            yield Breach("network-peer-closed", said, pods.owner, container.path)


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        # It is no URL, or its port is none: the setting's own reader will say so.
        return None
