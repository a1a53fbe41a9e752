"""Check that analyses exist, get their arguments, and decide without data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Breach,
    Path,
    Thing,
    at,
    items,
    mapping,
    text,
    walk,
)
from pipeline.core.contracts.reading.pods import ANALYSES
from pipeline.core.contracts.reading.world import World

ARGUMENT: Final = re.compile(r"\{\{\s*args\.([\w-]+)\s*\}\}")
CONDITIONS: Final = ("successCondition", "failureCondition")


@dataclass(frozen=True, slots=True)
class Use:
    """An analysis that a Rollout starts: its templates and the arguments for them."""

    rollout: Thing
    path: Path

    @property
    def given(self) -> set[str]:
        """Return the names of the arguments."""
        args = items(self.rollout.at(*self.path, "args"))
        return {text(at(each, "name")) for each in args}


def check(world: World) -> Iterator[Breach]:
    """Find analyses that could not run, or would pass by accident."""
    everywhere = [thing for thing in world.plain if thing.kind in ANALYSES]
    seen: list[Thing] = list(everywhere)
    for overlay in world.overlays:
        inside = list(overlay.kind(*ANALYSES))
        seen += inside
        for rollout in overlay.kind("Rollout"):
            for use in _uses(rollout):
                yield from _started(use, [*inside, *everywhere])
    for template in seen:
        yield from _template(template)


def _uses(rollout: Thing) -> Iterator[Use]:
    """Find analyses by their form: all strategies and steps have the same."""
    beginning = ("spec", "strategy")
    for path, key, value in walk(rollout.at(*beginning), beginning):
        named = any(at(each, "templateName") for each in items(at(value, "templates")))
        if named and isinstance(value, Mapping):
            yield Use(rollout, path)
        elif key == "analyses":
            for number, each in enumerate(items(value)):
                if at(each, "templateName"):
                    yield Use(rollout, (*path, number))


def _started(use: Use, known: list[Thing]) -> Iterator[Breach]:
    declared: set[str] = set()
    complete = True
    for name, shared, path in _named(use):
        template = _find(known, use.rollout, name, shared)
        if template is None:
            said = f"there is no {ANALYSES[shared]} '{name}'"
            yield Breach("analysis-missing", said, use.rollout, path)
            complete = False
            continue
        declared |= _arguments(template).keys()
        for argument in sorted(_needed(template) - use.given):
            said = (
                f"{template.title} needs an argument '{argument}', which is not given"
            )
            yield Breach("analysis-argument-missing", said, use.rollout, path)
    for argument in sorted(use.given - declared) if complete else ():
        said = f"none of its templates has an argument '{argument}'"
        path = (*use.path, "args")
        yield Breach("analysis-argument-unknown", said, use.rollout, path)


def _named(use: Use) -> Iterator[tuple[str, bool, Path]]:
    """Return name, whether all namespaces share it, and place of each template."""
    entry = use.rollout.at(*use.path)
    if name := text(at(entry, "templateName")):
        yield name, at(entry, "clusterScope") is True, use.path
    for number, each in enumerate(items(at(entry, "templates"))):
        path = (*use.path, "templates", number, "templateName")
        yield text(at(each, "templateName")), at(each, "clusterScope") is True, path


def _find(known: list[Thing], rollout: Thing, name: str, shared: bool) -> Thing | None:
    for each in known:
        beside = shared or each.namespace in ("", rollout.namespace)
        if (each.kind, each.name) == (ANALYSES[shared], name) and beside:
            return each
    return None


def _arguments(template: Thing) -> dict[str, Mapping[str, object]]:
    args = items(template.at("spec", "args"))
    return {text(at(each, "name")): mapping(each) for each in args}


def _needed(template: Thing) -> set[str]:
    arguments = _arguments(template)
    return {
        name
        for name, each in arguments.items()
        if not {"value", "valueFrom"} & each.keys()
    }


def _template(template: Thing) -> Iterator[Breach]:
    declared = _arguments(template)
    for path, _, value in walk(template.at("spec", "metrics"), ("spec", "metrics")):
        for name in ARGUMENT.findall(value) if isinstance(value, str) else ():
            if name not in declared:
                said = f"it uses an argument '{name}' that it does not declare"
                yield Breach("analysis-argument-undeclared", said, template, path)
    for number, metric in enumerate(items(template.at("spec", "metrics"))):
        if at(metric, "provider", "prometheus") is not None:
            path = ("spec", "metrics", number)
            yield from _conditions(template, mapping(metric), path)


def _conditions(
    template: Thing, metric: Mapping[str, object], path: Path
) -> Iterator[Breach]:
    name = text(metric.get("name"))
    if not any(metric.get(each) for each in CONDITIONS):
        said = f"'{name}' has no condition: whatever it measures is a success"
        yield Breach("analysis-no-condition", said, template, path)
    for each in CONDITIONS:
        condition = text(metric.get(each))
        if "result[" not in condition:
            continue
        if "len(result)" not in condition:
            said = (
                f"{each} of '{name}' reads a result that may be empty; ask len(result)"
            )
            yield Breach("analysis-empty", said, template, (*path, each))
        if "isNaN(" not in condition:
            said = f"{each} of '{name}' compares what may be no number; ask isNaN"
            yield Breach("analysis-nan", said, template, (*path, each))
