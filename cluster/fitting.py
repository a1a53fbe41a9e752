"""Fit this repository's overlays to a small cluster without a cloud around it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from cluster.given import NAME
from cluster.repository import Repository
from engine import registry
from engine.layout import Layout

DATA: Final[Mapping[str, str]] = {"postgres": "16", "redis": "7"}
TRAFFIC: Final = "provider/job/spec/template/spec/containers/0"
# Not less: Prometheus scrapes every 15 s, and may be away for as long.
INTERVAL: Final = "10s"

Object = dict[str, Any]


def fit(work: Path, layout: Layout, digest: str) -> None:
    """Give each environment a release, its own database and Redis, and room."""
    overlays = work / "k8s" / "overlays"
    for file in sorted(overlays.glob("*/image/kustomization.yaml")):
        file.write_text(file.read_text().replace(f"sha256:{'0' * 64}", digest))
    for file in sorted(overlays.glob("*/kustomization.yaml")):
        overlay = yaml.safe_load(file.read_text())
        components = [
            each for each in overlay["components"] if "external-data" not in each
        ]
        for name in ("postgres", "redis", "small"):
            if f"../../components/{name}" not in components:
                components.append(f"../../components/{name}")
        overlay["components"] = components
        overlay["images"] = [_data(layout, *each) for each in DATA.items()]
        overlay.setdefault("patches", []).extend(_hasty(overlay["components"]))
        file.write_text(yaml.safe_dump(overlay, sort_keys=False))


def _hasty(components: list[str]) -> list[Object]:
    """Return patches that make decisions sooner than production does."""
    job = _patch({"kind": "Job"}, {"/spec/activeDeadlineSeconds": 90})
    return [job, *_switching(components)]


def _switching(components: list[str]) -> list[Object]:
    """Return those of a rollout that switches."""
    if "../../components/bluegreen" not in components:
        return []
    waits = {
        "/spec/progressDeadlineSeconds": 180,
        "/spec/strategy/blueGreen/scaleDownDelaySeconds": 30,
    }
    intervals = {
        name: {
            f"/spec/metrics/{number}/interval": INTERVAL for number in range(metrics)
        }
        for name, metrics in (("errors", 1), ("latency", 1), ("saturation", 2))
    }
    seconds = {f"/spec/metrics/0/{TRAFFIC}/env/1/value": "100"}
    analyses = {**intervals, "traffic": seconds}
    return [
        _patch({"kind": "Rollout"}, waits),
        *(
            _patch({"kind": "AnalysisTemplate", "name": f"{NAME}-{name}"}, values)
            for name, values in analyses.items()
        ),
    ]


def _patch(target: Mapping[str, str], values: Mapping[str, object]) -> Object:
    """Return a patch that replaces values by their paths."""
    steps = [
        {"op": "replace", "path": path, "value": value}
        for path, value in values.items()
    ]
    return {"patch": yaml.safe_dump(steps), "target": dict(target)}


def _data(layout: Layout, name: str, tag: str) -> Object:
    """Put the image that is here into the place of one from the world's registries."""
    repository = Repository(registry.port(layout), f"library/{name}")
    return {
        "name": f"registry.example/{name}",
        "newName": f"registry.example/library/{name}",
        "digest": repository.digest(tag),
    }
