"""Which overlays are there, and what does kustomize say of them?"""

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.tools import kustomize
from tests.pipeline.examples import data, ran

OVERLAY = "k8s/overlays/dev"
MISSING = data("kustomize-missing.txt")
DEPRECATED = data("kustomize-deprecated.txt")


def test_an_overlay_is_a_folder_with_a_kustomization() -> None:
    """Directly inside: what it is made of is none itself."""
    files = (
        "k8s/base/kustomization.yaml",
        "k8s/overlays/staging/kustomization.yaml",
        "k8s/overlays/dev/kustomization.yml",
        "k8s/overlays/dev/image/kustomization.yaml",
        "k8s/overlays/empty/notes.txt",
        "k8s/overlays/old/Kustomization",
    )
    assert (
        "k8s/overlays/dev",
        "k8s/overlays/old",
        "k8s/overlays/staging",
    ) == kustomize.overlays("k8s/overlays", files)


def test_an_overlay_that_does_not_build_is_a_finding() -> None:
    """With its cause, in the names of the repository."""
    (finding,) = kustomize.findings(OVERLAY, ran("kustomize", 1, stderr=MISSING))
    assert f"{OVERLAY}/kustomization.yaml" == finding.place
    assert "lstat k8s/base/job.yml: no such file or directory" in finding.message
    assert (Severity.HIGH, True) == (finding.severity, finding.blocks)


def test_what_is_deprecated_is_told_and_does_not_block() -> None:
    """It builds."""
    run = ran("kustomize", 0, "kind: Job\n", DEPRECATED)
    (finding,) = kustomize.findings(OVERLAY, run)
    assert "'commonLabels' is deprecated" in finding.message
    assert not finding.blocks


def test_an_overlay_that_builds_is_no_finding() -> None:
    """Whatever it becomes."""
    assert [] == kustomize.findings(OVERLAY, ran("kustomize", 0, "kind: Job\n"))


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        pytest.param(1, "", id="it fails and says nothing"),
        pytest.param(127, "not found", id="it is missing"),
        pytest.param(2, "Error: x", id="an exit code that is none of its own"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, said: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        kustomize.findings(OVERLAY, ran("kustomize", exit_code, stderr=said))
