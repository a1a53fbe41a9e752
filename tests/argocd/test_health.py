"""When does a wave of the root wait for a set?"""

import pytest

from tests.argocd.cli import Cli
from tests.argocd.manifests import ARGOCD, Object

SETTINGS = ARGOCD / "install" / "configmap-argocd-cm.yaml"
UP_TO_DATE = {"type": "ResourcesUpToDate", "status": "True", "message": "all made"}
ERROR = {"type": "ErrorOccurred", "status": "True", "message": "no such cluster"}
CALM = {"type": "ErrorOccurred", "status": "False", "message": ""}


def a_set(
    *conditions: dict[str, str], apps: dict[str, str] | None = None, **labels: str
) -> Object:
    """Return a set whose applications have this health."""
    resources = [
        {"kind": "Application", "name": name, "health": {"status": health}}
        for name, health in (apps or {}).items()
    ]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "ApplicationSet",
        "metadata": {
            "name": "some",
            "labels": {
                f"app.kubernetes.io/{name}": text for name, text in labels.items()
            },
        },
        "status": {"conditions": list(conditions), "resources": resources},
    }


@pytest.mark.parametrize(
    ("document", "health", "why"),
    [
        pytest.param(
            a_set(CALM, UP_TO_DATE, apps={"a": "Healthy"}, component="platform"),
            "Healthy",
            "all made",
            id="all of the platform runs",
        ),
        pytest.param(
            a_set(UP_TO_DATE, component="platform"),
            "Healthy",
            "all made",
            id="no cluster wants it",
        ),
        pytest.param(
            a_set(
                UP_TO_DATE, apps={"a": "Healthy", "b": "Missing"}, component="platform"
            ),
            "Progressing",
            "Waiting for b",
            id="one of the platform does not run",
        ),
        pytest.param(
            a_set(UP_TO_DATE, apps={"a": "Degraded"}),
            "Healthy",
            "all made",
            id="the service is no reason to wait",
        ),
        pytest.param(
            a_set(UP_TO_DATE, ERROR, apps={"a": "Healthy"}, component="platform"),
            "Degraded",
            "no such cluster",
            id="it cannot be made",
        ),
        pytest.param(
            {**a_set(), "status": None},
            "Progressing",
            "Waiting for the set to be read",
            id="nobody has looked",
        ),
    ],
)
def test_a_set_is(argocd: Cli, document: Object, health: str, why: str) -> None:
    """As healthy as what it installs, where others wait for that."""
    assert (health, why) == argocd.health(document, SETTINGS)


def test_an_aborted_rollout_is_degraded(argocd: Cli) -> None:
    """Argo CD knows rollouts and analyses by itself."""
    rollout = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Rollout",
        "metadata": {"name": "release-ledger", "generation": 2},
        "spec": {},
        "status": {
            "abort": True,
            "message": "RolloutAborted",
            "observedGeneration": "2",
            "phase": "Degraded",
        },
    }
    run = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AnalysisRun",
        "metadata": {"name": "some"},
        "status": {"phase": "Failed", "message": "metric failed"},
    }
    assert ("Degraded", "RolloutAborted") == argocd.health(rollout, SETTINGS)
    assert "Degraded" == argocd.health(run, SETTINGS)[0]
