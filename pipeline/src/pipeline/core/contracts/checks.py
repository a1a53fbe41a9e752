"""List all contracts, and count what they checked."""

from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import Breach
from pipeline.core.contracts.reading.world import World
from pipeline.core.contracts.rollouts import analysis, argocd, queries
from pipeline.core.contracts.rollouts import switching as rollouts
from pipeline.core.contracts.traffic import (
    backends,
    network,
    peers,
    ports,
    probes,
    selectors,
)
from pipeline.core.contracts.workloads import (
    accounts,
    connections,
    disruption,
    images,
    naming,
    references,
    resources,
    scaling,
    stopping,
)

EACH: Final = (
    *(selectors.check, ports.check, backends.check, scaling.check, disruption.check),
    *(resources.check, probes.check, stopping.check, connections.check),
    *(rollouts.check, network.check, peers.check, references.check, accounts.check),
)
ALL: Final = (images.check, naming.check, argocd.check, analysis.check, queries.check)


def breaches(world: World) -> Iterator[Breach]:
    """Find every promise that is not kept."""
    for overlay in world.overlays:
        for check in EACH:
            yield from check(overlay, world.facts)
    for everywhere in ALL:
        yield from everywhere(world)


def looked_at(world: World) -> dict[str, int]:
    """Count what there was to look at."""
    things = [*(t for o in world.overlays for t in o.things), *world.plain]
    asked = list(queries.asked([*things, *world.queries]))
    return {
        "overlays": sum(bool(overlay.things) for overlay in world.overlays),
        "objects": len(things),
        "workloads": sum(len(overlay.pods) for overlay in world.overlays),
        "routes": len(world.facts.routes),
        "metrics": len(world.facts.metrics),
        "expressions": len(asked),
    }
