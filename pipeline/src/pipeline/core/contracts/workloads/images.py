"""Check that an environment runs the image of its image component only."""

from collections import Counter
from collections.abc import Iterator

from pipeline.core.contracts.reading.objects import Breach
from pipeline.core.contracts.reading.pods import Container, Pods, repository
from pipeline.core.contracts.reading.world import Overlay, World

Place = tuple[str, str, str]


def check(world: World) -> Iterator[Breach]:
    """Find images that are another's than in all other environments."""
    counted: dict[Place, Counter[str]] = {}
    for overlay in world.overlays:
        for pods, container in _containers(overlay):
            repositories = counted.setdefault(_place(pods, container), Counter())
            repositories[container.repository] += 1
    for overlay in world.overlays:
        for pods, container in _containers(overlay):
            usual, _ = counted[_place(pods, container)].most_common(1)[0]
            if container.repository != usual:
                said = (
                    f"'{container.name}' runs '{container.repository}' in "
                    f"{overlay.name}, and '{usual}' elsewhere"
                )
                path = (*container.path, "image")
                yield Breach("image-of-another", said, pods.owner, path)
        yield from _unused(overlay)


def _containers(overlay: Overlay) -> Iterator[tuple[Pods, Container]]:
    for pods in overlay.pods:
        for container in pods.containers:
            yield pods, container


def _place(pods: Pods, container: Container) -> Place:
    return pods.owner.kind, pods.owner.name, container.name


def _unused(overlay: Overlay) -> Iterator[Breach]:
    """A component that changes nothing would let every effect change nothing."""
    if not overlay.image or not overlay.pods:
        return
    runs = [each for each in _containers(overlay) if overlay.serves(each[1])]
    if not runs:
        said = (
            f"no container of {overlay.name} runs '{repository(overlay.image)}', which "
            "its image component names: an effect on it would change nothing"
        )
        yield Breach("image-component-unused", said, overlay.pods[0].owner)
    for pods, container in runs:
        if container.image != overlay.image:
            said = (
                f"'{container.name}' runs '{container.image}', and the image component "
                f"of {overlay.name} names '{overlay.image}'"
            )
            path = (*container.path, "image")
            yield Breach("image-not-of-component", said, pods.owner, path)
