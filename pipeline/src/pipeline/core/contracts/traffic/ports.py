"""Check that named ports are declared by a container."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Breach,
    Thing,
    at,
    items,
    text,
    whole,
)
from pipeline.core.contracts.reading.pods import PROBES, Container, Pods
from pipeline.core.contracts.reading.world import Facts, Overlay
from pipeline.core.contracts.traffic.selectors import monitored

HANDLERS: Final = ("httpGet", "tcpSocket", "grpc")
SCRAPED: Final = "prometheus.io/port"


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find ports of Services, probes and scrapes that are not there."""
    for service in overlay.kind("Service"):
        for pods in overlay.served(service):
            if not pods.ending:
                yield from _service(service, pods)
    for pods in overlay.pods:
        for container in pods.containers:
            yield from _probes(pods, container)
        yield from _annotated(pods)
    for monitor in overlay.kind("ServiceMonitor"):
        yield from _monitor(overlay, monitor)
    for monitor in overlay.kind("PodMonitor"):
        yield from _pod_monitor(overlay, monitor)


def _service(service: Thing, pods: Pods) -> Iterator[Breach]:
    for number, port in enumerate(items(service.at("spec", "ports"))):
        target = at(port, "targetPort") or at(port, "port")
        if is_missing(target, pods.ports):
            said = f"no container of {pods.owner.title} has a port '{target}'"
            path = ("spec", "ports", number, "targetPort")
            yield Breach("service-port", said, service, path)


def is_missing(port: object, known: Mapping[str | int, int]) -> bool:
    """A number works without being declared; beside declared ones it is a slip."""
    if isinstance(port, str) and not port.isdecimal():
        return port not in known
    number = int(port) if isinstance(port, str) else whole(port)
    return number is not None and bool(known) and number not in known


def _probes(pods: Pods, container: Container) -> Iterator[Breach]:
    places = [(name,) for name in PROBES] + [("lifecycle", "preStop")]
    for place in places:
        for handler in HANDLERS:
            port = at(container.value, *place, handler, "port")
            if port is not None and is_missing(port, container.ports):
                said = (
                    f"{place[-1]} asks port '{port}', which '{container.name}' has not"
                )
                path = (*container.path, *place, handler, "port")
                yield Breach("probe-port", said, pods.owner, path)


def _annotated(pods: Pods) -> Iterator[Breach]:
    port = pods.annotations.get(SCRAPED)
    if port is not None and is_missing(port, pods.ports):
        said = f"{SCRAPED} is '{port}', which no container has"
        path = (*pods.path, "metadata", "annotations", SCRAPED)
        yield Breach("scrape-port", said, pods.owner, path)


def _monitor(overlay: Overlay, monitor: Thing) -> Iterator[Breach]:
    known = {
        text(at(port, "name"))
        for service in monitored(overlay, monitor)
        for port in items(service.at("spec", "ports"))
    }
    for number, endpoint in enumerate(items(monitor.at("spec", "endpoints"))):
        name = text(at(endpoint, "port"))
        if name and known and name not in known:
            said = f"no Service that it selects has a port '{name}'"
            path = ("spec", "endpoints", number, "port")
            yield Breach("monitor-port", said, monitor, path)


def _pod_monitor(overlay: Overlay, monitor: Thing) -> Iterator[Breach]:
    selector = monitor.at("spec", "selector")
    taken = overlay.selected(selector, monitor.namespace)
    for number, endpoint in enumerate(items(monitor.at("spec", "podMetricsEndpoints"))):
        name = text(at(endpoint, "port"))
        if name and taken and not any(name in pods.ports for pods in taken):
            said = f"no pod that it selects has a port '{name}'"
            path = ("spec", "podMetricsEndpoints", number, "port")
            yield Breach("monitor-port", said, monitor, path)
