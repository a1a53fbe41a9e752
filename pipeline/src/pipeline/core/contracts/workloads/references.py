"""Check that referenced ConfigMaps, Secrets, claims and keys exist."""

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
)
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.settings import data
from pipeline.core.contracts.reading.world import Facts, Overlay

# Each field that refers to an object: its kind, and the field with the name.
FIELDS: Final = {
    "configMapRef": ("ConfigMap", "name"),
    "configMapKeyRef": ("ConfigMap", "name"),
    "configMap": ("ConfigMap", "name"),
    "secretRef": ("Secret", "name"),
    "secretKeyRef": ("Secret", "name"),
    "secret": ("Secret", "secretName"),
    "persistentVolumeClaim": ("PersistentVolumeClaim", "claimName"),
}
# What makes a Secret in the cluster, and the field with its name.
MAKERS: Final[dict[str, Path]] = {
    "ExternalSecret": ("spec", "target", "name"),
    "Certificate": ("spec", "secretName"),
    "SealedSecret": ("spec", "template", "metadata", "name"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """An object that a pod needs, and the key in it."""

    kind: str
    name: str
    key: str
    optional: bool
    path: Path


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find pods that would wait for ever for what nobody makes."""
    for pods in overlay.pods:
        for reference in _references(pods):
            if not reference.optional:
                yield from _held(overlay, pods, reference, facts)


def _references(pods: Pods) -> Iterator[Reference]:
    beginning = pods.place()
    for path, key, value in walk(pods.spec, beginning):
        if key in FIELDS:
            kind, field = FIELDS[key]
            # Inside of a projected volume a Secret is called by its name, too.
            name = text(at(value, field)) or text(at(value, "name"))
            optional = at(value, "optional") is True
            if name:
                yield Reference(kind, name, text(at(value, "key")), optional, path)
        elif key == "imagePullSecrets":
            for number, each in enumerate(items(value)):
                name = text(at(each, "name"))
                yield Reference("Secret", name, "", False, (*path, number))


def _held(
    overlay: Overlay, pods: Pods, reference: Reference, facts: Facts
) -> Iterator[Breach]:
    named = f"{reference.kind} '{reference.name}'"
    thing = overlay.one(reference.kind, reference.name, pods.owner.namespace)
    if thing is None:
        external = f"{reference.kind}/{reference.name}" in facts.external
        if not external and not _made(overlay, pods, reference):
            said = f"its pods need {named}, which nobody makes"
            yield Breach("reference-missing", said, pods.owner, reference.path)
    elif reference.key and reference.key not in _keys(thing):
        said = f"its pods need '{reference.key}' of {named}, which has no such key"
        yield Breach("reference-key", said, pods.owner, reference.path)


def _keys(thing: Thing) -> set[str]:
    binary = thing.at("binaryData")
    return {*data(thing), *(key for _, key, _ in walk(binary))}


def _made(overlay: Overlay, pods: Pods, reference: Reference) -> bool:
    """Say whether a controller makes it, of an object that is there."""
    if reference.kind == "PersistentVolumeClaim":
        return False
    makers = [
        text(thing.at(*MAKERS[thing.kind])) or thing.name
        for thing in overlay.kind(*MAKERS)
        if thing.namespace == pods.owner.namespace
    ]
    return reference.kind == "Secret" and reference.name in makers
