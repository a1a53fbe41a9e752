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
HASTE: Final[Mapping[str, object]] = {
    "initialDelay": "20s",
    "interval": "5s",
    "count": 3,
}

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
    """Return patches that make a rollout's decisions in seconds rather than minutes."""
    if "../../components/bluegreen" not in components:
        return []
    waits = [
        {"op": "replace", "path": "/spec/progressDeadlineSeconds", "value": 120},
        {
            "op": "replace",
            "path": "/spec/strategy/blueGreen/scaleDownDelaySeconds",
            "value": 30,
        },
    ]
    target = {"kind": "Rollout"}
    patches: list[Object] = [{"patch": yaml.safe_dump(waits), "target": target}]
    for name, metrics in (("errors", 1), ("latency", 1), ("saturation", 2)):
        steps = [
            {"op": "replace", "path": f"/spec/metrics/{number}/{key}", "value": value}
            for number in range(metrics)
            for key, value in HASTE.items()
        ]
        target = {"kind": "AnalysisTemplate", "name": f"{NAME}-{name}"}
        patches.append({"patch": yaml.safe_dump(steps), "target": target})
    seconds = {
        "op": "replace",
        "path": f"/spec/metrics/0/{TRAFFIC}/env/1/value",
        "value": "40",
    }
    target = {"kind": "AnalysisTemplate", "name": f"{NAME}-traffic"}
    return [*patches, {"patch": yaml.safe_dump([seconds]), "target": target}]


def _data(layout: Layout, name: str, tag: str) -> Object:
    """Put the image that is here into the place of one from the world's registries."""
    repository = Repository(registry.port(layout), f"library/{name}")
    return {
        "name": f"registry.example/{name}",
        "newName": f"registry.example/library/{name}",
        "digest": repository.digest(tag),
    }
