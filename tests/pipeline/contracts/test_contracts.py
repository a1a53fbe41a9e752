"""Which promises are kept, where, and by whom are they asked?"""

import ast
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.core.contracts.checks import breaches
from pipeline.core.contracts.reading.world import Facts, Overlay, World
from pipeline.core.manifests.contract_report import asked
from pipeline.core.project.config import parse
from pipeline.validation.contracts import Asked, Rendered, contracts
from pipeline.validation.documents import read
from pipeline.validation.files import Files
from pipeline.validation.origin import Origin
from tests import kustomize
from tests.pipeline.contracts.shop import FILES, NOTHING_ASKED, parts, world

ROOT = Path(__file__).parent.parent.parent.parent
CONTRACTS = ROOT / "pipeline" / "src" / "pipeline" / "core" / "contracts"
SIMPLE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      automountServiceAccountToken: false
      containers:
        - {name: shop, image: shop, ports: [{containerPort: 5000}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: 5000}]
"""


def rules(found: World) -> set[str]:
    """Return the rules that are broken."""
    return {each.rule for each in breaches(found)}


def test_a_deployment_and_a_service_are_enough() -> None:
    """What a repository does not have is no fault of it."""
    overlay = Overlay("k8s/overlays/dev", parts(SIMPLE))
    assert set() == rules(World((overlay,)))


@pytest.mark.parametrize("text", ["", "[]", "a: 1", "kind: Service", "kind: Rollout"])
def test_objects_of_any_shape_are_looked_at(text: str) -> None:
    """What they lack, schemas say."""
    overlay = Overlay("k8s/overlays/dev", parts(text))
    assert set() == rules(World((overlay,), parts(text), parts(text)))


def test_an_image_component_that_changes_nothing_is_named() -> None:
    """An effect on it would land, and nothing would run."""
    overlay = Overlay("k8s/overlays/dev", parts(SIMPLE), "registry.example/shop")
    assert {"image-component-unused"} == rules(World((overlay,)))


def test_two_autoscalers_of_one_target_are_named() -> None:
    """Each would undo what the other has decided."""
    text = FILES["production.yaml"]
    scaler = next(p for p in text.split("---\n") if "HorizontalPodAutoscaler" in p)
    twice = FILES | {
        "production.yaml": f"{text}---\n{scaler.replace('name: shop,', 'name: b,')}"
    }
    assert {"hpa-twice"} == rules(world(twice))


def test_an_old_version_that_is_kept_for_long_counts_for_the_database() -> None:
    """The next but one comes before it has gone."""
    text = FILES["production.yaml"]
    longer = text.replace(
        "      previewService: shop-preview\n",
        "      previewService: shop-preview\n      scaleDownDelaySeconds: 600\n",
    )
    assert {"connections-over-limit"} == rules(
        world(FILES | {"production.yaml": longer})
    )


def test_an_overlay_that_does_not_build_is_still_there() -> None:
    """Whatever names it is right."""
    good = world(FILES)
    production, staging = good.overlays
    unbuilt = replace(good, overlays=(production, Overlay(staging.folder, ())))
    assert set() == rules(unbuilt)


def test_without_facts_only_objects_are_held_against_each_other() -> None:
    """Routes, metrics and limits are not known."""
    good = world(FILES)
    assert set() == rules(replace(good, facts=Facts(external=("Secret/registry",))))


def test_a_breach_is_named_where_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a file of the source, a rule or a dashboard; a component's image counts."""
    monkeypatch.chdir(tmp_path)
    files = {
        "k8s/base/service.yaml": SIMPLE.partition("---\n")[2].replace("5000", "5001"),
        "k8s/overlays/dev/image/kustomization.yaml": (
            "images: [{name: a, newName: r.example/a, digest: 'sha256:00'}]\n"
        ),
        "rules/a.yaml": "groups:\n  - rules:\n      - expr: gone\n",
        "rules/b.json": '{"panels": [{"expr": "missing"}]}',
        "rules/c.json": "{",
        "scrape.txt": "here 1\n",
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    origin = Origin(Files.read(["k8s"]).documents, "k8s/overlays/dev")
    text = SIMPLE.replace("targetPort: 5000", "targetPort: 5001")
    found = contracts(
        Asked(**NOTHING_ASKED | {"scrapes": ["scrape.txt"], "queries": ["rules"]}),
        [Rendered(origin, list(read(text, "dev")))],
        Files.read([]),
    )
    assert [
        ("service-port", "k8s/base/service.yaml", 6),
        ("image-component-unused", "k8s/overlays/dev/kustomization.yaml", None),
        ("metric-unknown", "rules/a.yaml", 3),
        ("metric-unknown", "rules/b.json", 1),
        ("query-unread", "rules/c.json", 2),
    ] == [(each["rule"], each["file"], each["line"]) for each in found["breaches"]]
    assert {"overlays": 1, "objects": 2, "expressions": 2} == {
        name: number
        for name, number in found["looked_at"].items()
        if name in ("overlays", "objects", "expressions")
    }


@pytest.mark.parametrize("file", sorted(CONTRACTS.rglob("*.py")), ids=lambda f: f.name)
def test_contracts_are_pure(file: Path) -> None:
    """They import themselves and the standard library, and read nothing."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            top = node.module.split(".")[0]
            ours = node.module.startswith("pipeline.core.contracts")
            assert ours or top not in ("pipeline", "os", "pathlib", "yaml"), node.module


def test_this_repository_keeps_its_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    """As its gate sees them, without an engine."""
    program = kustomize.needed()
    monkeypatch.chdir(ROOT)
    config = parse(Path("pyproject.toml").read_text())
    sources = Files.read(["k8s"]).documents
    rendered = []
    for folder in sorted(Path(config.ship_overlays).iterdir()):
        command = [str(program), "build", str(folder)]
        text = subprocess.run(command, capture_output=True, text=True, check=True)
        origin = Origin(sources, str(folder))
        rendered.append(Rendered(origin, list(read(text.stdout, str(folder)))))
    plain = Files.read(config.manifests_files)
    wanted: dict[str, Any] = asked(["app"], (), config)
    found = contracts(Asked(**wanted), rendered, plain)
    assert [] == found["breaches"]
    assert 3 == found["looked_at"]["overlays"]
