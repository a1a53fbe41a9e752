"""Check that objects with an environment's name are in that environment."""

import re
from collections.abc import Iterator

from pipeline.core.contracts.reading.objects import Breach, Thing
from pipeline.core.contracts.reading.settings import setting
from pipeline.core.contracts.reading.world import Overlay, World

INSTANCE = "app.kubernetes.io/instance"


def check(world: World) -> Iterator[Breach]:
    """Find names of other environments, and objects that are nowhere."""
    names = {overlay.name for overlay in world.overlays}
    for overlay in world.overlays:
        others = names - {overlay.name}
        for thing in overlay.things:
            yield from _named(overlay, thing, others)
        yield from _setting(overlay, world.facts.environment)


def _named(overlay: Overlay, thing: Thing, others: set[str]) -> Iterator[Breach]:
    places = {
        ("metadata", "namespace"): thing.namespace,
        ("metadata", "labels", INSTANCE): thing.labels.get(INSTANCE, ""),
    }
    for path, value in places.items():
        parts = set(re.split(r"[-.]", value))
        wrong = others & parts
        if wrong and overlay.name not in parts:
            said = f"its {path[-1]} is '{value}', and it lies in {overlay.name}"
            yield Breach("environment-name", said, thing, path)


def _setting(overlay: Overlay, name: str) -> Iterator[Breach]:
    """Hold the setting that names the environment against the folder."""
    for pods in overlay.pods if name else ():
        for container in pods.containers:
            given = setting(overlay, pods, container, name)
            if given and given.value and given.value != overlay.name:
                said = f"{name} is '{given.value}' in {overlay.name}"
                yield Breach("environment-setting", said, pods.owner, container.path)
