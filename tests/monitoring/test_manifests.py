"""Can a cluster take the manifests as they are?"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.monitoring.rules import ROOT, rules

FOLDER = ROOT / "monitoring"
KUSTOMIZATIONS = sorted(FOLDER.rglob("kustomization.yaml"))
WORKLOADS = sorted(
    file
    for kind in ("daemonset", "deployment", "statefulset")
    for file in FOLDER.rglob(f"{kind}.yaml")
)
PINNED = re.compile(r"[a-z0-9./-]+:v?\d+\.\d+\.\d+@sha256:[0-9a-f]{64}")
# Of the node they read what belongs to root, or all that it has.
ON_NODES = {"node-exporter", "otel-collector"}


def used(kustomization: Path) -> Iterator[Path]:
    """Return the files that a kustomization takes."""
    document = yaml.safe_load(kustomization.read_text())
    for entry in document["resources"]:
        found = (kustomization.parent / entry).resolve()
        yield found / "kustomization.yaml" if found.is_dir() else found
    for generator in document.get("configMapGenerator", []):
        yield from (kustomization.parent / each for each in generator["files"])


@pytest.mark.parametrize(
    "file", KUSTOMIZATIONS, ids=lambda file: str(file.parent.relative_to(FOLDER))
)
def test_a_kustomization_names_files_that_are_there(file: Path) -> None:
    """And no file twice."""
    found = list(used(file))

    assert [] == [each for each in found if not each.is_file()]
    assert len(set(found)) == len(found)


def test_no_manifest_is_forgotten() -> None:
    """A file that no kustomization takes reaches no cluster."""
    taken = {file for each in KUSTOMIZATIONS for file in used(each)}
    apart = {FOLDER / "tests"}
    files = {
        file
        for file in FOLDER.rglob("*.yaml")
        if file.name != "kustomization.yaml" and not apart & set(file.parents)
    }

    assert files == {file for file in taken if file.name != "kustomization.yaml"}


def containers(file: Path) -> Iterator[tuple[Any, Any]]:
    """Return the pod and each container of a workload."""
    spec = yaml.safe_load(file.read_text())["spec"]["template"]["spec"]
    yield from ((spec, container) for container in spec["containers"])


@pytest.mark.parametrize("file", WORKLOADS, ids=lambda file: file.parent.name)
def test_images_are_named_by_version_and_digest(file: Path) -> None:
    """The one for people, the other for machines."""
    for _, container in containers(file):
        assert PINNED.fullmatch(str(container["image"]))


@pytest.mark.parametrize("file", WORKLOADS, ids=lambda file: file.parent.name)
def test_containers_may_do_no_more_than_they_must(file: Path) -> None:
    """Read-only, without capabilities, with limits, as nobody."""
    for pod, container in containers(file):
        security = container["securityContext"]
        assert security == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        resources = container["resources"]
        assert resources["requests"] == resources["limits"]
        context = pod["securityContext"]
        assert {"type": "RuntimeDefault"} == context["seccompProfile"]
        assert context.get("runAsNonRoot") or file.parent.name == "otel-collector"
        mounts = [each for each in pod.get("volumes", []) if "hostPath" in each]
        assert bool(mounts) == (file.parent.name in ON_NODES)
        assert {"readinessProbe", "livenessProbe"} <= set(container)


def test_capacities_in_rules_are_those_of_the_settings() -> None:
    """Workers and threads of the service stand in its settings, too."""
    text = (ROOT / "k8s/base/settings.env").read_text()
    settings = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    workers = int(settings.get("WEB_CONCURRENCY", 2))
    expressions = {rule.name: rule.expression for rule in rules() if rule.recorded}
    threads = expressions["namespace:http_requests_in_flight:capacity_ratio"]
    pool = expressions["namespace_pod:db_pool_connections_in_use:pool_ratio"]

    assert f"({workers * int(settings.get('WEB_THREADS', 8))} *" in threads
    assert pool.endswith(f"/ {workers * int(settings.get('DATABASE_POOL', 8))}")
