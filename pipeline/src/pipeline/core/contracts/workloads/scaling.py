"""Check that autoscalers have a target, and that nothing else sets replicas."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.core.contracts.reading.objects import (
    Breach,
    Thing,
    at,
    items,
    text,
    whole,
)
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.world import Facts, Overlay

SCALER: Final = "HorizontalPodAutoscaler"
BUILT_IN: Final = ("apps", "argoproj.io")


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find autoscalers that cannot work, or that somebody works against."""
    scalers = list(overlay.kind(SCALER))
    targets = Counter(_target(each) for each in scalers)
    for scaler in scalers:
        yield from _bounds(scaler)
        path = ("spec", "scaleTargetRef")
        if targets[_target(scaler)] > 1:
            said = f"{targets[_target(scaler)]} autoscalers scale the same target"
            yield Breach("hpa-twice", said, scaler, path)
        if (owner := target(overlay, scaler)) is not None:
            yield from _owned(scaler, owner)
            yield from _metrics(overlay, scaler, owner)
        elif text(scaler.at(*path, "apiVersion")).partition("/")[0] in BUILT_IN:
            said = f"there is no {_said(scaler)} to scale"
            yield Breach("hpa-target", said, scaler, path)


def _target(scaler: Thing) -> tuple[str, str, str]:
    reference = scaler.at("spec", "scaleTargetRef")
    name = text(at(reference, "name"))
    return text(at(reference, "kind")), name, scaler.namespace


def _said(scaler: Thing) -> str:
    kind, name, _ = _target(scaler)
    return f"{text(scaler.at('spec', 'scaleTargetRef', 'apiVersion'))} {kind} {name}"


def target(overlay: Overlay, scaler: Thing) -> Thing | None:
    """Return what an autoscaler scales, None where that does not exist."""
    owner = overlay.one(*_target(scaler))
    version = text(scaler.at("spec", "scaleTargetRef", "apiVersion"))
    return owner if owner and owner.api == version else None


def scaler_of(overlay: Overlay, owner: Thing) -> Thing | None:
    """Return the autoscaler of a workload."""
    scalers = overlay.kind(SCALER)
    return next((each for each in scalers if target(overlay, each) is owner), None)


def fewest(overlay: Overlay, owner: Thing) -> int:
    """Return how few pods a workload may have while all is well."""
    scaler = scaler_of(overlay, owner)
    number = _least(scaler) if scaler else whole(owner.at("spec", "replicas"))
    return 1 if number is None else number


def most(overlay: Overlay, owner: Thing) -> int:
    """Return how many pods a workload may have of one version."""
    scaler = scaler_of(overlay, owner)
    path = ("spec", "maxReplicas") if scaler else ("spec", "replicas")
    number = whole((scaler or owner).at(*path))
    return 1 if number is None else number


def _least(scaler: Thing) -> int:
    number = whole(scaler.at("spec", "minReplicas"))
    return 1 if number is None else number


def _bounds(scaler: Thing) -> Iterator[Breach]:
    highest = whole(scaler.at("spec", "maxReplicas"))
    if highest is not None and _least(scaler) > highest:
        said = f"minReplicas {_least(scaler)} is more than maxReplicas {highest}"
        yield Breach("hpa-bounds", said, scaler, ("spec", "minReplicas"))


def _owned(scaler: Thing, owner: Thing) -> Iterator[Breach]:
    """Each sync would undo what the autoscaler has decided."""
    if owner.at("spec", "replicas") is not None:
        said = f"replicas is set, and {scaler.title} sets it, too; leave it out"
        yield Breach("hpa-replicas", said, owner, ("spec", "replicas"))


def _metrics(overlay: Overlay, scaler: Thing, owner: Thing) -> Iterator[Breach]:
    ours = [pods for pods in overlay.pods if pods.owner is owner]
    for number, metric in enumerate(items(scaler.at("spec", "metrics"))):
        path = ("spec", "metrics", number)
        for kind in ("resource", "containerResource"):
            wanted = at(metric, kind)
            if at(wanted, "target", "type") == "Utilization":
                for pods in ours:
                    for said in _unrequested(pods, wanted):
                        yield Breach("hpa-requests", said, scaler, path)


def _unrequested(pods: Pods, wanted: object) -> Iterator[str]:
    """A share of nothing cannot be counted."""
    resource, only = text(at(wanted, "name")), text(at(wanted, "container"))
    meant = [c for c in pods.containers if not c.init and only in ("", c.name)]
    if not meant:
        yield f"{pods.owner.title} has no container '{only}'"
    for each in meant:
        resources = each.value.get("resources")
        kinds = ("requests", "limits")
        if all(at(resources, kind, resource) is None for kind in kinds):
            yield f"it scales by {resource}, of which '{each.name}' requests none"
