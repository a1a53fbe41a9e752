"""Resolve the environment variables of a container."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.contracts.reading.objects import Thing, at, items, text, words
from pipeline.core.contracts.reading.pods import Container, Pods
from pipeline.core.contracts.reading.world import Overlay


@dataclass(frozen=True, slots=True)
class Given:
    """A setting that a container has; *value* is "" where no file holds it."""

    value: str


def setting(
    overlay: Overlay, pods: Pods, container: Container, name: str
) -> Given | None:
    """Return a setting; None when the container cannot have it."""
    for entry in items(container.value.get("env")):
        if at(entry, "name") == name:
            return Given(_value(overlay, pods, entry))
    found = list(_taken_over(overlay, pods, container, name))
    # The last one that is known to have it wins; a Secret elsewhere only may.
    known = [given for given in found if given.value]
    return next(reversed(known or found), None)


def _taken_over(
    overlay: Overlay, pods: Pods, container: Container, name: str
) -> Iterator[Given]:
    for source in items(container.value.get("envFrom")):
        prefix = text(at(source, "prefix"))
        if name.startswith(prefix):
            found = _bulk(overlay, pods, source, name.removeprefix(prefix))
            if found:
                yield found


def number(given: Given | None, default: int) -> int:
    """Return a setting as a number, its default where it is not given."""
    return int(given.value) if given and given.value.isdecimal() else default


def _value(overlay: Overlay, pods: Pods, entry: object) -> str:
    if isinstance(literal := at(entry, "value"), str):
        return literal
    for kind, field in (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef")):
        reference = at(entry, "valueFrom", field)
        thing = _named(overlay, pods, kind, reference)
        if thing:
            return data(thing).get(text(at(reference, "key")), "")
    return ""


def _bulk(overlay: Overlay, pods: Pods, source: object, key: str) -> Given | None:
    """Look into all that is taken over at once; a Secret elsewhere may hold it."""
    if config := _named(overlay, pods, "ConfigMap", at(source, "configMapRef")):
        return Given(data(config)[key]) if key in data(config) else None
    if at(source, "secretRef") is None:
        return None
    secret = _named(overlay, pods, "Secret", at(source, "secretRef"))
    if secret is None:
        return Given("")
    return Given(data(secret)[key]) if key in data(secret) else None


def _named(overlay: Overlay, pods: Pods, kind: str, reference: object) -> Thing | None:
    return overlay.one(kind, text(at(reference, "name")), pods.owner.namespace)


def data(thing: Thing) -> dict[str, str]:
    """Return what a ConfigMap or Secret holds; what is encoded stays unread."""
    encoded = dict.fromkeys(words(thing.at("data")), "")
    plain = words(thing.at("data")) if thing.kind == "ConfigMap" else encoded
    return plain | words(thing.at("stringData"))
