"""Check that network policies deny everything but what is needed.

A repository without any has no such contract.
"""

from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Breach,
    Thing,
    at,
    items,
    mapping,
    texts,
)
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.selecting import is_empty
from pipeline.core.contracts.reading.world import Facts, Overlay
from pipeline.core.contracts.traffic.ports import SCRAPED, is_missing
from pipeline.core.contracts.traffic.reach import (
    allowed,
    directions,
    restricted,
    speaks,
)

DNS: Final = 53
ANYWHERE: Final = ("0.0.0.0/0", "::/0")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find what is open, and what is needed and closed."""
    policies = list(overlay.kind("NetworkPolicy"))
    for namespace in sorted({each.namespace for each in policies}):
        inside = [each for each in policies if each.namespace == namespace]
        yield from _denied(inside)
    for policy in policies:
        yield from _open(policy)
        yield from _nobody(overlay, policy)
    for pods in overlay.pods:
        if restricted(overlay, pods, "Egress"):
            yield from _names(overlay, pods)
        if not pods.ending and restricted(overlay, pods, "Ingress"):
            yield from _served(overlay, pods)
            yield from _scraped(overlay, pods)


def _denied(policies: list[Thing]) -> Iterator[Breach]:
    for direction in ("Ingress", "Egress"):
        field = direction.lower()
        denies = [
            each
            for each in policies
            if is_empty(each.at("spec", "podSelector"))
            and direction in directions(each)
            and not items(each.at("spec", field))
        ]
        if not denies:
            where = policies[0].namespace or "its namespace"
            said = f"no policy denies all {field} of {where}; add one for all pods"
            yield Breach("network-no-deny", said, policies[0], ("spec",))


def _open(policy: Thing) -> Iterator[Breach]:
    for field, peers in (("ingress", "from"), ("egress", "to")):
        for number, rule in enumerate(items(policy.at("spec", field))):
            everywhere = not items(at(rule, peers))
            everywhere |= any(_is_everyone(each) for each in items(at(rule, peers)))
            if everywhere and not items(at(rule, "ports")):
                said = f"it allows all {field}"
                path = ("spec", field, number)
                yield Breach("network-allows-all", said, policy, path)


def _is_everyone(peer: object) -> bool:
    if (block := at(peer, "ipBlock")) is not None:
        return at(block, "cidr") in ANYWHERE and not texts(at(block, "except"))
    named = mapping(peer).keys() & {"namespaceSelector", "podSelector"}
    return "namespaceSelector" in named and all(is_empty(at(peer, n)) for n in named)


def _nobody(overlay: Overlay, policy: Thing) -> Iterator[Breach]:
    """Peers of the same namespace have to exist; others are not ours to see."""
    for field, peers in (("ingress", "from"), ("egress", "to")):
        for number, rule in enumerate(items(policy.at("spec", field))):
            for place, peer in enumerate(items(at(rule, peers))):
                selector = at(peer, "podSelector")
                ours = at(peer, "namespaceSelector") is None and not is_empty(selector)
                if ours and not overlay.selected(selector, policy.namespace):
                    said = f"it allows {field} of pods that do not exist"
                    path = ("spec", field, number, peers, place, "podSelector")
                    yield Breach("network-peer-without-pods", said, policy, path)


def _names(overlay: Overlay, pods: Pods) -> Iterator[Breach]:
    """Whoever may speak to nobody at all needs no names either."""
    if not speaks(overlay, pods):
        return
    for protocol in ("UDP", "TCP"):
        if not allowed(overlay, pods, "Egress", DNS, protocol):
            said = f"no policy lets its pods ask for names (port {DNS}, {protocol})"
            yield Breach("network-no-dns", said, pods.owner, pods.path)


def _served(overlay: Overlay, pods: Pods) -> Iterator[Breach]:
    for service in overlay.kind("Service"):
        if pods not in overlay.served(service):
            continue
        for number, port in enumerate(items(service.at("spec", "ports"))):
            target = at(port, "targetPort") or at(port, "port")
            if _is_closed(overlay, pods, target, str(at(port, "protocol") or "TCP")):
                said = f"no policy lets anybody reach port '{target}' of its pods"
                path = ("spec", "ports", number)
                yield Breach("network-service-closed", said, service, path)


def _is_closed(
    overlay: Overlay, pods: Pods, port: object, protocol: str = "TCP"
) -> bool:
    """Say whether nobody may reach a port; one that is not there is another fault."""
    exists = not is_missing(port, pods.ports)
    return exists and not allowed(overlay, pods, "Ingress", port, protocol)


def _scraped(overlay: Overlay, pods: Pods) -> Iterator[Breach]:
    port = pods.annotations.get(SCRAPED)
    if port and _is_closed(overlay, pods, port):
        said = f"no policy lets its pods be scraped on port {port}"
        yield Breach("network-no-scrape", said, pods.owner, pods.path)
    for monitor in overlay.kind("PodMonitor"):
        if pods in overlay.selected(monitor.at("spec", "selector"), monitor.namespace):
            yield from _monitored(overlay, pods, monitor)


def _monitored(overlay: Overlay, pods: Pods, monitor: Thing) -> Iterator[Breach]:
    for endpoint in items(monitor.at("spec", "podMetricsEndpoints")):
        port = at(endpoint, "port")
        if _is_closed(overlay, pods, port):
            said = f"no policy lets {monitor.title} scrape port '{port}' of its pods"
            yield Breach("network-no-scrape", said, pods.owner, pods.path)
