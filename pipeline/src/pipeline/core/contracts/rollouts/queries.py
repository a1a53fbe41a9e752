"""Check that queries read metrics which a scrape or a rule provides."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.contracts.reading.exports import OWN
from pipeline.core.contracts.reading.objects import (
    Breach,
    Path,
    Thing,
    at,
    items,
    text,
    walk,
)
from pipeline.core.contracts.reading.pods import ANALYSES
from pipeline.core.contracts.reading.promql import metrics
from pipeline.core.contracts.reading.world import World


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the place that asks it."""

    text: str
    thing: Thing
    path: Path


def check(world: World) -> Iterator[Breach]:
    """Find queries that would never return anything."""
    if not world.facts.metrics:
        return
    things = list(_things(world))
    known = world.facts.metrics | OWN | frozenset(_recorded(things))
    for query in asked(things):
        for name in sorted(metrics(query.text) - known):
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            said = f"no scrape and no rule has a metric '{name}'{hint}"
            yield Breach("metric-unknown", said, query.thing, query.path)


def _things(world: World) -> Iterator[Thing]:
    for overlay in world.overlays:
        yield from overlay.things
    yield from (*world.plain, *world.queries)


def asked(things: list[Thing]) -> Iterator[Query]:
    """Find the queries of rules, analyses, autoscalers and dashboards."""
    for thing in things:
        if thing.kind in ANALYSES:
            yield from _analyses(thing)
        elif thing.kind == "ScaledObject":
            yield from _members(thing, "query", ("spec", "triggers"))
        elif thing.kind == "ConfigMap":
            yield from _boards(thing)
        elif thing.kind == "PrometheusRule":
            yield from _members(thing, "expr", ("spec",))
        elif not thing.kind:
            yield from _members(thing, "expr", ())


def _members(thing: Thing, name: str, beginning: Path) -> Iterator[Query]:
    for path, key, value in walk(thing.at(*beginning), beginning):
        if key == name and isinstance(value, str):
            yield Query(value, thing, path)


def _analyses(thing: Thing) -> Iterator[Query]:
    for number, metric in enumerate(items(thing.at("spec", "metrics"))):
        path = ("provider", "prometheus", "query")
        if query := text(at(metric, *path)):
            yield Query(query, thing, ("spec", "metrics", number, *path))


def _boards(thing: Thing) -> Iterator[Query]:
    """Read dashboards that a ConfigMap carries."""
    for name, value in thing.value.items():
        for path, key, inner in walk(value, (name,)):
            if name == "data" and key.endswith(".json") and isinstance(inner, str):
                for board_path, board_key, query in walk(_json(inner)):
                    if board_key == "expr" and isinstance(query, str):
                        yield Query(query, thing, path)


def _json(written: str) -> object:
    try:
        return json.loads(written)
    except ValueError:
        # Whoever shows it will say so; it asks nothing.
        return None


def _recorded(things: list[Thing]) -> Iterator[str]:
    for thing in things:
        if thing.kind in ("PrometheusRule", ""):
            for _, key, value in walk(thing.value):
                if key == "record" and isinstance(value, str):
                    yield value
