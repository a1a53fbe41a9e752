"""What is made of a check of manifests against their schemas?"""

import json

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.tools import kubernetes
from tests.pipeline.examples import places, ran

PROBLEM = {
    "rule": "unknown-field",
    "message": "Deployment shop: spec.replica: no such field",
    "file": "k8s/base/deployment.yaml",
    "line": 6,
}
DIGEST = "sha256:" + "0f" * 32


def said(*problems: object, images: tuple[object, ...] = ()) -> str:
    """Return what the check prints."""
    return json.dumps({"problems": problems, "images": images})


def image(name: str) -> dict[str, object]:
    """Return an image that a manifest names."""
    return {"image": name, "file": "k8s/base/deployment.yaml", "line": 20}


def test_what_does_not_fit_is_a_finding_with_its_place() -> None:
    """Also where no line is known."""
    elsewhere = PROBLEM | {"line": None, "file": "k8s/overlays/dev/kustomization.yaml"}
    found = kubernetes.findings(ran("python", 0, said(PROBLEM, elsewhere)))
    assert [
        "unknown-field k8s/base/deployment.yaml:6",
        "unknown-field k8s/overlays/dev/kustomization.yaml",
    ] == places(found)
    assert all(finding.blocks for finding in found)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("registry.example/shop:1.4", id="by a tag"),
        pytest.param("shop", id="by nothing"),
        pytest.param("registry.example/shop@sha256:0f", id="by half a digest"),
        pytest.param(f"shop@{DIGEST.upper()}", id="by no digest at all"),
    ],
)
def test_an_image_that_may_move_is_a_finding(name: str) -> None:
    """Whoever moves the tag would change what runs."""
    run = ran("python", 0, said(images=(image(name),)))
    assert ["no-digest k8s/base/deployment.yaml:20"] == places(kubernetes.images(run))


def test_an_image_by_digest_is_none() -> None:
    """With a tag before it, too: the digest alone counts."""
    named = (image(f"r.example/shop@{DIGEST}"), image(f"r.example/shop:1@{DIGEST}"))
    assert [] == kubernetes.images(ran("python", 0, said(images=named)))


@pytest.mark.parametrize(
    ("exit_code", "text"),
    [
        pytest.param(1, "", id="no such version"),
        pytest.param(0, "", id="nothing"),
        pytest.param(0, "{}", id="half of it"),
        pytest.param(1, said(), id="an exit code that says otherwise"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, text: str) -> None:
    """It is never a pass."""
    for read in (kubernetes.findings, kubernetes.images):
        with pytest.raises(ToolOutputError):
            read(ran("python", exit_code, text))


def test_the_check_is_asked_for_what_overlays_become_and_for_plain_files() -> None:
    """By the names of its request."""
    text = kubernetes.request(
        version="1.35",
        rendered={"k8s/overlays/dev": "x"},
        sources="k8s",
        files=("argocd/a",),
        contracts={"code": ["app"]},
    )
    assert {
        "kubernetes": "1.35",
        "rendered": {"k8s/overlays/dev": "x"},
        "sources": ["k8s"],
        "files": ["argocd/a"],
        "definitions": ["/definitions"],
        "contracts": {"code": ["app"]},
    } == json.loads(text)
