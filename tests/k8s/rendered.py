"""Render overlays of k8s/ with a real kustomize."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests import kustomize

ROOT = Path(__file__).parent.parent.parent
K8S = ROOT / "k8s"
IMAGE = "image"
DIGEST = "sha256:" + "0" * 64
SECONDS = 60
OVERLAY = """\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: release-ledger-any
resources: [../../base]
components:
{components}
{more}"""

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The objects that an overlay becomes."""

    objects: tuple[Object, ...]

    def of(self, kind: str) -> list[Object]:
        """Return the objects of a kind."""
        return [each for each in self.objects if each["kind"] == kind]

    def one(self, kind: str, name: str = "release-ledger") -> Object:
        """Return the object of a kind with a name."""
        (found,) = [e for e in self.of(kind) if e["metadata"]["name"] == name]
        return found

    def names(self, kind: str) -> set[str]:
        """Return the names of all objects of a kind."""
        return {each["metadata"]["name"] for each in self.of(kind)}

    def templates(self) -> Iterator[tuple[str, Object]]:
        """Return what makes pods, each with the template of its pods."""
        for each in self.objects:
            spec = each.get("spec", {})
            where = f"{each['kind']} {each['metadata']['name']}"
            if "template" in spec:
                yield where, spec["template"]
            for metric in spec.get("metrics", []):
                if job := metric.get("provider", {}).get("job"):
                    yield where, job["spec"]["template"]

    def template(self, component: str) -> Object:
        """Return the template of the service's pods of a component."""
        label = "app.kubernetes.io/component"
        (found,) = [
            each
            for _, each in self.templates()
            if each["metadata"]["labels"].get(label) == component
        ]
        return found


@cache
def command() -> tuple[str, ...]:
    """Return how a folder is rendered: by kustomize, or by the one in kubectl."""
    kubectl = shutil.which("kubectl")
    if kubectl and not kustomize.program():
        return kubectl, "kustomize"
    return str(kustomize.needed()), "build"


@cache
def build(folder: Path) -> Rendered:
    """Return what a folder becomes."""
    done = subprocess.run(
        [*command(), folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return Rendered(tuple(yaml.safe_load_all(done.stdout)))


def environment(name: str) -> Rendered:
    """Return what an environment becomes."""
    return build(K8S / "overlays" / name)


def combined(
    folder: Path,
    components: Sequence[str],
    more: str = "",
    *,
    digest: str = DIGEST,
    without: str = "nothing",
) -> Rendered:
    """Return what an overlay of some components becomes; its image is the last one.

    *without* is a key of the base that is left out.
    """
    tree = folder / "k8s"
    shutil.copytree(K8S, tree, ignore=shutil.ignore_patterns("overlays"))
    base = tree / "base" / "kustomization.yaml"
    kept = [e for e in base.read_text().splitlines() if not e.startswith(without)]
    base.write_text("\n".join(kept))
    overlay = tree / "overlays" / "any"
    shutil.copytree(K8S / "overlays" / "dev" / "image", overlay / "image")
    image = overlay / "image" / "kustomization.yaml"
    document = yaml.safe_load(image.read_text())
    document["images"][0]["digest"] = digest
    image.write_text(yaml.safe_dump(document))
    last = () if IMAGE in components else (IMAGE,)
    listed = [
        f"  - {each if each == IMAGE else f'../../components/{each}'}"
        for each in (*components, *last)
    ]
    text = OVERLAY.format(components="\n".join(listed), more=more)
    (overlay / "kustomization.yaml").write_text(text)
    return build(overlay)
