"""Compute the ports that network policies leave open."""

from collections.abc import Iterator

from pipeline.core.contracts.reading.objects import Thing, at, items, texts, whole
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.selecting import is_empty, selects
from pipeline.core.contracts.reading.world import Overlay


def directions(policy: Thing) -> tuple[str, ...]:
    """Return what a policy restricts; without saying so, what it has rules for."""
    if named := texts(policy.at("spec", "policyTypes")):
        return named
    has_egress = policy.at("spec", "egress") is not None
    return ("Ingress", "Egress") if has_egress else ("Ingress",)


def restricted(overlay: Overlay, pods: Pods, direction: str) -> bool:
    """Say whether any policy restricts pods in a direction."""
    return any(_policies(overlay, pods, direction))


def speaks(overlay: Overlay, pods: Pods) -> bool:
    """Say whether any policy lets pods reach somebody by more than all pods may."""
    return any(
        items(policy.at("spec", "egress"))
        for policy in _policies(overlay, pods, "Egress")
        if not is_empty(policy.at("spec", "podSelector"))
    )


def _policies(overlay: Overlay, pods: Pods, direction: str) -> Iterator[Thing]:
    for policy in overlay.kind("NetworkPolicy"):
        here = policy.namespace == pods.owner.namespace
        ours = here and selects(policy.at("spec", "podSelector"), pods.labels)
        if ours and direction in directions(policy):
            yield policy


def allowed(
    overlay: Overlay, pods: Pods, direction: str, port: object, protocol: str
) -> bool:
    """Say whether a policy leaves a port open, to whomever."""
    return any(
        _opens(pods, at(rule, "ports"), port, protocol)
        for policy in _policies(overlay, pods, direction)
        for rule in items(policy.at("spec", direction.lower()))
    )


def _opens(pods: Pods, ports: object, port: object, protocol: str) -> bool:
    """A rule without ports is for all of them."""
    wanted = _number(pods, port)
    return not items(ports) or any(
        (at(each, "protocol") or "TCP") == protocol and _covers(pods, each, wanted)
        for each in items(ports)
    )


def _covers(pods: Pods, entry: object, wanted: object) -> bool:
    first, last = _number(pods, at(entry, "port")), whole(at(entry, "endPort"))
    if first is None:
        return True
    if last is not None and isinstance(first, int) and isinstance(wanted, int):
        return first <= wanted <= last
    return first == wanted


def _number(pods: Pods, port: object) -> object:
    """Return a port's number, its name where nobody declares that."""
    if isinstance(port, str):
        return int(port) if port.isdecimal() else pods.ports.get(port, port)
    return port
