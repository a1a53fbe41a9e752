"""The contracts' input: overlays, plain manifests, facts of the service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.core.contracts.reading.objects import Thing
from pipeline.core.contracts.reading.pods import Container, Pods, pods, repository
from pipeline.core.contracts.reading.selecting import has, selects


@dataclass(frozen=True)
class Overlay:
    """What an overlay becomes; *image* is all that its image component names."""

    folder: str
    things: tuple[Thing, ...]
    image: str = ""

    @property
    def name(self) -> str:
        """Return the name of the folder: the environment."""
        return self.folder.rpartition("/")[2]

    @cached_property
    def pods(self) -> tuple[Pods, ...]:
        """Return the pods of all workloads."""
        return tuple(pods(self.things))

    def kind(self, *kinds: str) -> Iterator[Thing]:
        """Go through the objects of some kinds."""
        return (thing for thing in self.things if thing.kind in kinds)

    def one(self, kind: str, name: str, namespace: str) -> Thing | None:
        """Return an object by kind, name and namespace, None where there is none."""
        named = (each for each in self.kind(kind) if each.name == name)
        return next((each for each in named if each.namespace == namespace), None)

    def selected(self, selector: object, namespace: str) -> list[Pods]:
        """Return the pods that a selector takes."""
        inside = (each for each in self.pods if each.owner.namespace == namespace)
        return [each for each in inside if selects(selector, each.labels)]

    def served(self, service: Thing) -> list[Pods]:
        """Return the pods behind a Service."""
        wanted = service.at("spec", "selector")
        inside = [p for p in self.pods if p.owner.namespace == service.namespace]
        return [p for p in inside if isinstance(wanted, Mapping) and _has(wanted, p)]

    def serves(self, container: Container) -> bool:
        """Say whether the service's own image runs in a container.

        Without an image component that is the first container of each pod.
        """
        if self.image:
            return container.repository == repository(self.image)
        return container.first and not container.init


def _has(wanted: Mapping[str, object], pods: Pods) -> bool:
    return has({key: str(value) for key, value in wanted.items()}, pods.labels)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the repository says of the service, see docs/configuration.md.

    *routes* are those that its code answers; *metrics* are the names that it exports.
    """

    routes: frozenset[str] = frozenset()
    metrics: frozenset[str] = frozenset()
    readiness: tuple[str, ...] = ()
    stopping: Mapping[str, int] = field(default_factory=dict)
    connections: Mapping[str, int] = field(default_factory=dict)
    database_limit: int = 0
    peers: Mapping[str, int] = field(default_factory=dict)
    guaranteed: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    environment: str = ""


@dataclass(frozen=True)
class World:
    """Everything at once; *queries* are documents with rules and dashboards."""

    overlays: tuple[Overlay, ...]
    plain: tuple[Thing, ...] = ()
    queries: tuple[Thing, ...] = ()
    facts: Facts = field(default_factory=Facts)
