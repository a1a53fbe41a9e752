"""Check that the grace period covers the time that the service takes to stop."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, at, texts, whole
from pipeline.core.contracts.reading.pods import Container, Pods
from pipeline.core.contracts.reading.settings import number, setting
from pipeline.core.contracts.reading.world import Facts, Overlay

# What a cluster gives without being asked, in seconds.
DEFAULT: Final = 30
SLEEP: Final = re.compile(r"\bsleep ([0-9]+)")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find pods that would be killed while they still answer."""
    for pods in overlay.pods:
        if not pods.ending:
            for container in pods.containers:
                yield from _in_time(overlay, pods, container, facts)


def _in_time(
    overlay: Overlay, pods: Pods, container: Container, facts: Facts
) -> Iterator[Breach]:
    given = whole(pods.spec.get("terminationGracePeriodSeconds"))
    grace = DEFAULT if given is None else given
    parts = {"preStop": _waits(container)}
    if overlay.serves(container):
        for name, default in facts.stopping.items():
            parts[name] = number(setting(overlay, pods, container, name), default)
    needed = sum(parts.values())
    if needed > grace:
        shown = " + ".join(f"{name} {value}" for name, value in parts.items() if value)
        said = f"it is given {grace} s to stop, and takes {needed} s: {shown}"
        path = pods.place("terminationGracePeriodSeconds")
        yield Breach("grace-too-short", said, pods.owner, path)


def _waits(container: Container) -> int:
    """Return how long the hook before the stop sleeps, in seconds."""
    hook = at(container.value, "lifecycle", "preStop")
    slept = SLEEP.search(" ".join(texts(at(hook, "exec", "command"))))
    return int(slept[1]) if slept else whole(at(hook, "sleep", "seconds")) or 0
