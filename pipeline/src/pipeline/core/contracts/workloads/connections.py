"""Check that all pods together stay below the connections of the database."""

from collections.abc import Iterator
from math import prod
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, at, whole
from pipeline.core.contracts.reading.pods import ANALYSES, Container, Pods
from pipeline.core.contracts.reading.quantities import share
from pipeline.core.contracts.reading.settings import number, setting
from pipeline.core.contracts.reading.world import Facts, Overlay
from pipeline.core.contracts.workloads.scaling import most

# For how many seconds a Rollout keeps an old version without being told.
KEPT: Final = 30
# Where neither says so.
SURGE: Final = "25%"
SURGES: Final = {
    "Deployment": ("spec", "strategy", "rollingUpdate", "maxSurge"),
    "Rollout": ("spec", "strategy", "canary", "maxSurge"),
}


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Count the connections of all pods while one version replaces another."""
    if not facts.connections or not facts.database_limit:
        return
    ours = [
        (pods, container)
        for pods in overlay.pods
        for container in pods.containers
        if overlay.serves(container) and not container.init
        # What measures the service does not ask its database.
        if pods.owner.kind not in ANALYSES
    ]
    parts = [_part(overlay, *each, facts) for each in ours]
    total = sum(count for count, _ in parts)
    if total > facts.database_limit:
        said = (
            f"pods may open {total} connections to the database, which allows "
            f"{facts.database_limit} (contracts.database_limit): "
            + "; ".join(shown for _, shown in parts)
        )
        largest = max(zip(parts, ours, strict=True), key=lambda each: each[0][0])
        yield Breach("connections-over-limit", said, largest[1][0].owner, ("spec",))


def _part(
    overlay: Overlay, pods: Pods, container: Container, facts: Facts
) -> tuple[int, str]:
    owner = pods.owner
    if pods.ending:
        # It does one thing after another.
        count = whole(owner.at("spec", "parallelism")) or 1
        return count, f"{owner.title} {count}"
    count = at_once(overlay, pods)
    each = {
        name: number(setting(overlay, pods, container, name), default)
        for name, default in facts.connections.items()
    }
    shown = " x ".join(f"{name} {value}" for name, value in each.items())
    return count * prod(each.values()), f"{owner.title} {count} pods x {shown}"


def at_once(overlay: Overlay, pods: Pods) -> int:
    """Return how many pods there may be while one version replaces another."""
    owner = pods.owner
    count = most(overlay, owner)
    if (strategy := owner.at("spec", "strategy", "blueGreen")) is not None:
        kept = whole(at(strategy, "scaleDownDelaySeconds")) or 0
        # Kept for longer, an old version is still there when the next one comes.
        return (3 if kept > KEPT else 2) * count
    if owner.kind not in SURGES or owner.at("spec", "strategy", "type") == "Recreate":
        return count
    surge = owner.at(*SURGES[owner.kind])
    return count + (share(SURGE if surge is None else surge, count) or 0)
