"""Extract pod templates from workloads, and containers from pods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Path,
    Thing,
    at,
    items,
    mapping,
    text,
    whole,
    words,
)

TEMPLATE: Final[Path] = ("spec", "template")
# Where each kind describes its pods.
TEMPLATES: Final[Mapping[str, Path]] = {
    "Deployment": TEMPLATE,
    "StatefulSet": TEMPLATE,
    "DaemonSet": TEMPLATE,
    "ReplicaSet": TEMPLATE,
    "Rollout": TEMPLATE,
    "Job": TEMPLATE,
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "Pod": (),
}
ANALYSES: Final = ("AnalysisTemplate", "ClusterAnalysisTemplate")
ENDING: Final = ("Job", "CronJob", *ANALYSES)
LISTS: Final = ("initContainers", "containers")
PROBES: Final = ("startupProbe", "livenessProbe", "readinessProbe")


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """One container of a pod; *path* leads to it from its owner."""

    value: Mapping[str, object]
    path: Path
    first: bool
    init: bool

    @property
    def name(self) -> str:
        """Return its name."""
        return text(self.value.get("name"))

    @property
    def image(self) -> str:
        """Return its image."""
        return text(self.value.get("image"))

    @property
    def repository(self) -> str:
        """Return its image without tag and digest."""
        return repository(self.image)

    @property
    def ports(self) -> dict[str | int, int]:
        """Return the ports that it declares, by name and by number."""
        found: dict[str | int, int] = {}
        for port in items(self.value.get("ports")):
            number = whole(at(port, "containerPort"))
            if number is not None:
                found[number] = number
                found |= {name: number for name in (text(at(port, "name")),) if name}
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Pods:
    """The pods that one workload makes; *path* leads to what describes them."""

    owner: Thing
    path: Path

    @property
    def labels(self) -> dict[str, str]:
        """Return the labels that each of them has."""
        return words(self.owner.at(*self.path, "metadata", "labels"))

    @property
    def annotations(self) -> dict[str, str]:
        """Return the annotations that each of them has."""
        return words(self.owner.at(*self.path, "metadata", "annotations"))

    @property
    def spec(self) -> Mapping[str, object]:
        """Return what they are."""
        return mapping(self.owner.at(*self.path, "spec"))

    @property
    def ending(self) -> bool:
        """Say whether they end by themselves, and so serve nobody."""
        return self.owner.kind in ENDING

    def place(self, *path: str | int) -> Path:
        """Return the path from the owner to a part of the pod's specification."""
        return (*self.path, "spec", *path)

    @property
    def containers(self) -> tuple[Container, ...]:
        """Return all containers, those that prepare included."""
        return tuple(
            Container(
                value=mapping(value),
                path=self.place(name, number),
                first=number == 0,
                init=name == "initContainers",
            )
            for name in LISTS
            for number, value in enumerate(items(self.spec.get(name)))
        )

    @property
    def ports(self) -> dict[str | int, int]:
        """Return the ports that containers declare, by name and by number."""
        found: dict[str | int, int] = {}
        for container in self.containers:
            found |= container.ports
        return found


def pods(things: tuple[Thing, ...]) -> Iterator[Pods]:
    """Find the pods of all workloads; a Rollout may leave them to a Deployment."""
    for thing in things:
        for path in _templates(thing):
            if thing.at(*path, "spec") is not None:
                yield Pods(thing, path)


def _templates(thing: Thing) -> Iterator[Path]:
    if thing.kind in TEMPLATES:
        yield TEMPLATES[thing.kind]
    if thing.kind in ANALYSES:
        for number, _ in enumerate(items(thing.at("spec", "metrics"))):
            yield ("spec", "metrics", number, "provider", "job", *TEMPLATE)


def repository(image: str) -> str:
    """Return an image's name without tag and digest."""
    name = image.partition("@")[0]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}"
