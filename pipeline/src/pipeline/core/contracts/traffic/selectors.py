"""Check that selectors match pods that exist."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, Path, Thing, texts
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.selecting import is_empty, selects, shown
from pipeline.core.contracts.reading.world import Facts, Overlay

# Where each kind selects pods.
SELECTORS: Final[Mapping[str, Path]] = {
    "PodDisruptionBudget": ("spec", "selector"),
    "NetworkPolicy": ("spec", "podSelector"),
    "PodMonitor": ("spec", "selector"),
}
OWNERS: Final = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find selectors that take nothing, or something that they should not."""
    for thing in overlay.things:
        if thing.kind in SELECTORS:
            yield from _selector(overlay, thing, SELECTORS[thing.kind])
    for service in overlay.kind("Service"):
        yield from _service(overlay, service)
    for monitor in overlay.kind("ServiceMonitor"):
        yield from _monitor(overlay, monitor)
    for pods in overlay.pods:
        yield from _own(pods)


def _selector(overlay: Overlay, thing: Thing, path: Path) -> Iterator[Breach]:
    selector = thing.at(*path)
    # One of a PodMonitor may mean pods of another namespace.
    elsewhere = thing.at("spec", "namespaceSelector") is not None
    if is_empty(selector) or elsewhere:
        return
    if not overlay.selected(selector, thing.namespace):
        said = f"it selects no pod: none has {shown(selector)}"
        yield Breach("selector-without-pods", said, thing, path)


def _service(overlay: Overlay, service: Thing) -> Iterator[Breach]:
    path = ("spec", "selector")
    selector = service.at(*path)
    if not isinstance(selector, Mapping) or not selector:
        return
    served = overlay.served(service)
    wanted = shown({"matchLabels": selector})
    if not served:
        said = f"it selects no pod: none has {wanted}"
        yield Breach("selector-without-pods", said, service, path)
    for pods in served:
        if pods.ending:
            said = (
                f"it sends requests to pods of {pods.owner.title}, which has {wanted}"
            )
            yield Breach("selector-takes-job", said, service, path)


def _monitor(overlay: Overlay, monitor: Thing) -> Iterator[Breach]:
    path = ("spec", "selector")
    if not monitored(overlay, monitor):
        said = f"it selects no Service: none has {shown(monitor.at(*path))}"
        yield Breach("monitor-without-service", said, monitor, path)


def monitored(overlay: Overlay, monitor: Thing) -> list[Thing]:
    """Return the Services that a ServiceMonitor takes."""
    names = texts(monitor.at("spec", "namespaceSelector", "matchNames"))
    places = names or (monitor.namespace,)
    anywhere = monitor.at("spec", "namespaceSelector", "any") is True
    return [
        service
        for service in overlay.kind("Service")
        if (anywhere or service.namespace in places)
        and selects(monitor.at("spec", "selector"), service.labels)
    ]


def _own(pods: Pods) -> Iterator[Breach]:
    """A workload has to recognise its own pods, or a cluster refuses it."""
    path = ("spec", "selector")
    selector = pods.owner.at(*path)
    if pods.owner.kind in OWNERS and not selects(selector, pods.labels):
        said = f"its own pods do not have {shown(selector)}"
        yield Breach("selector-not-own", said, pods.owner, path)
