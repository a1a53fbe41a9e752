"""Read what argocd/ holds."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.core.project.environment import Environment

ROOT = Path(__file__).parents[2]
ARGOCD = ROOT / "argocd"
ENVIRONMENTS = [each.value for each in Environment]
KUSTOMIZE = "kustomize.config.k8s.io/"

Object = dict[str, Any]
Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class App:
    """An application, or what a set makes applications of."""

    file: str
    name: str
    metadata: Mapping[str, Any]
    spec: Mapping[str, Any]
    wave: int

    @property
    def sources(self) -> list[Mapping[str, Any]]:
        """Where it comes from: one source, or several."""
        several: list[Mapping[str, Any]] | None = self.spec.get("sources")
        return several or [self.spec["source"]]

    @property
    def paths(self) -> list[str]:
        """The folders of this repository that it is made of."""
        return [each["path"] for each in self.sources if "path" in each]

    @property
    def namespace(self) -> str:
        """Where it goes."""
        namespace: str = self.spec["destination"]["namespace"]
        return namespace


def read(name: str) -> Object:
    """Return the one object of a file in argocd/."""
    document: Object = yaml.safe_load((ARGOCD / name).read_text())
    return document


def objects() -> Iterator[tuple[str, Object]]:
    """Go through all objects, by file; what kustomize is told is none."""
    for file in sorted(ARGOCD.rglob("*.yaml")):
        document = yaml.safe_load(file.read_text())
        if not document["apiVersion"].startswith(KUSTOMIZE):
            yield str(file.relative_to(ARGOCD)), document


def of_kind(kind: str) -> list[Object]:
    """Return all objects of a kind."""
    return [each for _, each in objects() if each["kind"] == kind]


def apps() -> list[App]:
    """Return all applications, those of sets as their template."""
    return [
        _app(file, each)
        for file, each in objects()
        if each["kind"] in ("Application", "ApplicationSet")
    ]


def _app(file: str, document: Object) -> App:
    metadata = document["metadata"]
    app = document["spec"].get("template", document)
    wave = metadata.get("annotations", {}).get("argocd.argoproj.io/sync-wave", "0")
    return App(file, metadata["name"], app["metadata"], app["spec"], int(wave))


def kind_of(document: Object) -> Kind:
    """Return group and kind."""
    group, _, _ = document["apiVersion"].rpartition("/")
    return group, document["kind"]


def listed(entries: list[Mapping[str, str]]) -> set[Kind]:
    """Return the kinds that a project lists."""
    return {(each["group"], each["kind"]) for each in entries}


@cache
def built(kubectl: Path, folder: Path) -> list[Object]:
    """Return what kustomize makes of a folder."""
    done = subprocess.run(
        [kubectl, "kustomize", folder], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stderr
    return [each for each in yaml.safe_load_all(done.stdout) if each]
