"""Check that a Rollout has two Services to switch."""

from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, Thing, text
from pipeline.core.contracts.reading.world import Facts, Overlay

PAIRS: Final = {
    "blueGreen": ("activeService", "previewService"),
    "canary": ("stableService", "canaryService"),
}


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find Services of Rollouts that are missing, or one and the same."""
    for rollout in overlay.kind("Rollout"):
        for strategy, fields in PAIRS.items():
            yield from _services(overlay, rollout, strategy, fields)


def _services(
    overlay: Overlay, rollout: Thing, strategy: str, fields: tuple[str, str]
) -> Iterator[Breach]:
    beginning = ("spec", "strategy", strategy)
    names = [text(rollout.at(*beginning, field)) for field in fields]
    for field, name in zip(fields, names, strict=True):
        if name and overlay.one("Service", name, rollout.namespace) is None:
            said = f"its {field} '{name}' does not exist"
            path = (*beginning, field)
            yield Breach("rollout-service-missing", said, rollout, path)
    if names[0] and names[0] == names[1]:
        said = f"{fields[0]} and {fields[1]} are both '{names[0]}'"
        yield Breach("rollout-services-same", said, rollout, (*beginning, fields[1]))
