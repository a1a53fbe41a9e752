"""Values that the tests vary."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from app.domain.deployment import Deployment, Environment, Status
from app.settings import Settings
from app.store.database import transaction
from app.store.ledger import Ledger
from app.store.tables import commits, deployments, releases
from tests.places import Place


@dataclass
class Clock:
    """Time that goes on when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOKEN = "open sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ARGOCD_TOKEN = "sail on"
ARGOCD = {"Authorization": f"Bearer {ARGOCD_TOKEN}"}
PERSON_TOKEN = "enchantress of numbers"

# What a client sends.
REPORT: dict[str, object] = {
    "environment": "dev",
    "digest": "sha256:" + "a" * 64,
    "commit": "c" * 40,
    "version": "1.4.0",
    "status": "healthy",
    "actor": "argocd",
    "time": "2026-03-01T12:00:00Z",
}

# What Argo CD's notifications send, of the many fields of an Application.
APPLICATION: dict[str, object] = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Application",
    "metadata": {
        "name": "release-ledger-staging",
        "namespace": "argocd",
        "generation": 42,
        "labels": {"team": "platform"},
    },
    "spec": {
        "project": "default",
        "source": {
            "repoURL": "https://git.example/deploy.git",
            "path": "staging",
            "targetRevision": "HEAD",
        },
        "destination": {"server": "https://kubernetes.default.svc"},
        "syncPolicy": {"automated": {"prune": True, "selfHeal": True}},
    },
    "status": {
        "sync": {"status": "Synced", "revision": "d" * 40},
        "health": {
            "status": "Healthy",
            "lastTransitionTime": "2026-03-01T11:00:00Z",
        },
        "summary": {
            "images": [
                "registry.example/release-ledger@sha256:" + "a" * 64,
                "docker.io/library/redis:8",
            ],
            "externalURLs": ["https://ledger.example"],
        },
        "history": [{"id": 7, "revision": "d" * 40}],
        "operationState": {"phase": "Succeeded", "message": "successfully synced"},
        "reconciledAt": "2026-03-01T11:59:00Z",
    },
}

# A report as the domain knows it.
DEPLOYMENT = Deployment(
    environment=Environment.DEV,
    digest="sha256:" + "a" * 64,
    commit="c" * 40,
    version="1.4.0",
    status=Status.HEALTHY,
    actor="argocd",
    time=NOON,
)


def settings(place: Place) -> Settings:
    """Return settings for a service that everybody in these tests may use."""
    return Settings(
        database_url=place.database_url,
        redis_url=place.redis_url,
        web_concurrency=1,
        api_token_hashes=(("ci", hashed(TOKEN)),),
        argocd_token_hashes=(("argocd", hashed(ARGOCD_TOKEN)),),
        sign_in_token_hashes=(("ada", hashed(PERSON_TOKEN)),),
    )


def hashed(token: str) -> str:
    """Return what the settings hold of a token."""
    return sha256(token.encode()).hexdigest()


def report(digest: str, status: Status, minutes: int = 0) -> Deployment:
    """Return a report on a release, some minutes after noon."""
    time = NOON + timedelta(minutes=minutes)
    return replace(DEPLOYMENT, digest=digest, status=status, time=time)


def refill(ledger: Ledger, reports: Iterable[Deployment]) -> None:
    """Empty a ledger, and record reports in it."""
    with transaction(ledger.engine) as connection:
        for table in (deployments, releases, commits):
            connection.execute(delete(table))
    for each in reports:
        ledger.record(each)
