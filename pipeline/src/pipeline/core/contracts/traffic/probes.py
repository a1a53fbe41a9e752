"""Check that probes use the service's routes, and the right ones."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, at, text
from pipeline.core.contracts.reading.pods import PROBES, Container, Pods
from pipeline.core.contracts.reading.world import Facts, Overlay

VARIABLE: Final = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")
KILLING: Final = ("startupProbe", "livenessProbe")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find probes of the service that ask what it does not answer."""
    for pods in overlay.pods:
        for container in pods.containers:
            if overlay.serves(container):
                yield from _asked(pods, container, facts)


def _asked(pods: Pods, container: Container, facts: Facts) -> Iterator[Breach]:
    for name in PROBES:
        asked = text(at(container.value, name, "httpGet", "path"))
        path = (*container.path, name, "httpGet", "path")
        if not asked:
            continue
        if facts.routes and not answers(facts.routes, asked):
            said = f"{name} asks '{asked}', which no route of the code answers"
            yield Breach("probe-route", said, pods.owner, path)
        if name in KILLING and asked.partition("?")[0] in facts.readiness:
            said = (
                f"{name} asks '{asked}', which fails with what the service depends "
                "on: every pod would be killed at once; ask a route that does not"
            )
            yield Breach("probe-asks-dependencies", said, pods.owner, path)


def answers(routes: frozenset[str], asked: str) -> bool:
    """Say whether one of the routes answers a path."""
    path = asked.partition("?")[0]
    return any(_pattern(route).fullmatch(path) for route in routes)


def _pattern(route: str) -> re.Pattern[str]:
    parts, last = [], 0
    for variable in VARIABLE.finditer(route):
        parts.append(re.escape(route[last : variable.start()]))
        parts.append(".+" if variable[1] == "path" else "[^/]+")
        last = variable.end()
    tail = route[last:]
    # Without the last slash it answers with a redirect, which a probe takes.
    optional = re.escape(tail[:-1]) + "/?" if tail.endswith("/") else re.escape(tail)
    return re.compile("".join(parts) + optional)
