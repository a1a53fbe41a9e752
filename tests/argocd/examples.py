"""What Argo CD and Argo Rollouts know when they tell of it."""

from collections.abc import Mapping

from tests.argocd.manifests import ARGOCD, Object

TO_LEDGER = ARGOCD / "install" / "configmap-argocd-notifications-cm.yaml"
TO_GITHUB = ARGOCD / "rollouts" / "configmap-notification.yaml"
BEFORE, AFTER = "sha256:" + "b" * 64, "sha256:" + "a" * 64
BESIDE = "registry.example/postgres@sha256:" + "c" * 64
SINCE = "2026-03-01T11:00:00Z"


def image(digest: str) -> str:
    """Return the service's image by digest."""
    return f"registry.example/release-ledger@{digest}"


def application(
    health: str = "Healthy", sync: str = "Synced", synced: str | None = AFTER
) -> Object:
    """Return what Argo CD knows while both versions run; *synced* is the last one."""
    images = [] if synced is None else [image(synced)]
    resources = [
        {"kind": "StatefulSet", "name": "postgres", "images": [BESIDE]},
        {"kind": "ConfigMap", "name": "release-ledger"},
        {"kind": "Rollout", "name": "release-ledger", "images": images},
    ]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": "release-ledger-staging", "namespace": "argocd"},
        "spec": {"source": {"repoURL": "https://git.example/release-ledger.git"}},
        "status": {
            "health": {"status": health, "lastTransitionTime": SINCE},
            "operationState": {
                "phase": "Succeeded",
                "syncResult": {"revision": "d" * 40, "resources": resources},
            },
            "summary": {"images": [BESIDE, image(AFTER), image(BEFORE)]},
            "sync": {"status": sync},
        },
    }


def lone(digest: str = AFTER) -> Object:
    """Return an application of which only this runs, and whose sync is forgotten."""
    found = application()
    del found["status"]["operationState"]
    found["status"]["summary"]["images"] = [BESIDE, image(digest)]
    return found


def rollout(status: Mapping[str, object]) -> Object:
    """Return the overlay's rollout as it is when Rollouts has just given it up."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Rollout",
        "metadata": {
            "name": "release-ledger",
            "namespace": "release-ledger-production",
            "generation": 12,
        },
        "spec": {
            "template": {
                "spec": {"containers": [{"name": "api", "image": image(AFTER)}]}
            }
        },
        "status": {"observedGeneration": "12", **status},
    }


def run(phase: str, message: str) -> Object:
    """Return an analysis that has come to an end."""
    return {"kind": "AnalysisRun", "status": {"phase": phase, "message": message}}
