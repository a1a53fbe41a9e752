"""Check requests against limits: equal where guaranteed QoS is asked for."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, at
from pipeline.core.contracts.reading.pods import Container, Pods
from pipeline.core.contracts.reading.quantities import amount
from pipeline.core.contracts.reading.world import Facts, Overlay

KINDS: Final = ("cpu", "memory")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find requests that are over their limits, or are not all of them."""
    for pods in overlay.pods:
        for container in pods.containers:
            yield from _over(pods, container)
            if overlay.name in facts.guaranteed:
                yield from _guaranteed(pods, container)


def _over(pods: Pods, container: Container) -> Iterator[Breach]:
    for kind in KINDS:
        requested, limit = (
            _amount(container, each, kind) for each in ("requests", "limits")
        )
        if requested is not None and limit is not None and requested > limit:
            said = f"'{container.name}' requests more {kind} than its limit"
            path = (*container.path, "resources", "requests", kind)
            yield Breach("requests-over-limits", said, pods.owner, path)


def _guaranteed(pods: Pods, container: Container) -> Iterator[Breach]:
    """Requests that are left out are what the limits are."""
    for kind in KINDS:
        requested, limit = (
            _amount(container, each, kind) for each in ("requests", "limits")
        )
        if limit is None:
            said = f"'{container.name}' has no limit of {kind}"
        elif requested is not None and requested < limit:
            said = f"'{container.name}' requests less {kind} than its limit"
        else:
            continue
        said = f"{said}: the pod is not guaranteed what it may take"
        path = (*container.path, "resources", "limits", kind)
        yield Breach("qos-not-guaranteed", said, pods.owner, path)


def _amount(container: Container, part: str, kind: str) -> Fraction | None:
    return amount(at(container.value, "resources", part, kind))
