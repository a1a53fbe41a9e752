"""Check that routes lead to Services and ports that exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Breach,
    Path,
    Thing,
    at,
    items,
    text,
    walk,
    whole,
)
from pipeline.core.contracts.reading.world import Facts, Overlay

ROUTES: Final = ("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute")
ISTIO: Final = "networking.istio.io"


@dataclass(frozen=True, slots=True)
class Backend:
    """A Service that something leads to, by name; a port of None is left open."""

    name: str
    namespace: str
    port: object
    path: Path


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find routes that lead nowhere."""
    for thing in overlay.things:
        for backend in _backends(thing):
            yield from _reached(overlay, thing, backend)


def _backends(thing: Thing) -> Iterator[Backend]:
    if thing.kind == "Ingress":
        return _ingress(thing)
    if thing.kind in ROUTES:
        return _gateway(thing)
    if thing.group == ISTIO and thing.kind in ("VirtualService", "DestinationRule"):
        return _istio(thing)
    return iter(())


def _ingress(thing: Thing) -> Iterator[Backend]:
    for path, key, value in walk(thing.at("spec"), ("spec",)):
        if key == "service" and (name := text(at(value, "name"))):
            port = at(value, "port", "number") or at(value, "port", "name")
            yield Backend(name, thing.namespace, port, path)


def _gateway(thing: Thing) -> Iterator[Backend]:
    for path, key, value in walk(thing.at("spec"), ("spec",)):
        for number, each in enumerate(items(value) if key == "backendRefs" else ()):
            if text(at(each, "kind")) in ("", "Service"):
                namespace = text(at(each, "namespace")) or thing.namespace
                name, port = text(at(each, "name")), at(each, "port")
                yield Backend(name, namespace, port, (*path, number))


def _istio(thing: Thing) -> Iterator[Backend]:
    """Read hosts: a plain name, or name.namespace.svc and whatever follows."""
    for path, key, value in walk(thing.at("spec"), ("spec",)):
        ours = key == "destination" or (key, path) == ("host", ("spec", "host"))
        host = text(at(value, "host")) or text(value)
        if ours and host and (host.count(".") == 0 or ".svc" in host):
            name, _, rest = host.partition(".")
            namespace = rest.partition(".")[0] or thing.namespace
            yield Backend(name, namespace, at(value, "port", "number"), path)


def _reached(overlay: Overlay, thing: Thing, backend: Backend) -> Iterator[Breach]:
    if backend.namespace != thing.namespace:
        return
    service = overlay.one("Service", backend.name, backend.namespace)
    if service is None:
        said = f"it leads to Service '{backend.name}', which does not exist"
        yield Breach("backend-missing", said, thing, backend.path)
    elif backend.port is not None and backend.port not in _ports(service):
        said = f"{service.title} has no port '{backend.port}'"
        yield Breach("backend-port", said, thing, backend.path)


def _ports(service: Thing) -> set[object]:
    ports = items(service.at("spec", "ports"))
    return {whole(at(p, "port")) for p in ports} | {text(at(p, "name")) for p in ports}
