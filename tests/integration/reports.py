"""Reports as pipelines send them, each on a release of its own."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex


def report(**changes: str) -> dict[str, object]:
    """Return a report on a release that nobody has heard of."""
    return {
        "environment": "dev",
        "digest": f"sha256:{token_hex(32)}",
        "commit": token_hex(20),
        "version": f"1.0.0-{token_hex(4)}",
        "status": "healthy",
        "actor": "integration",
        "time": ago(seconds=1),
        **changes,
    }


def ago(**past: float) -> str:
    """Return a moment that has just passed."""
    return (datetime.now(UTC) - timedelta(**past)).isoformat()


def application(digest: object, health: str = "Healthy") -> dict[str, object]:
    """Return what Argo CD tells of staging."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "metadata": {"name": "release-ledger-staging", "namespace": "argocd"},
        "status": {
            "health": {"status": health},
            "summary": {"images": [f"registry.example/release-ledger@{digest}"]},
            "sync": {"status": "Synced"},
        },
    }
