"""Values that the tests vary."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from app.domain.deployment import Deployment, Environment, Status
from app.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOKEN = "open sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}

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

# The same as the domain knows it.
DEPLOYMENT = Deployment(
    environment=Environment.DEV,
    digest="sha256:" + "a" * 64,
    commit="c" * 40,
    version="1.4.0",
    status=Status.HEALTHY,
    actor="argocd",
    time=NOON,
)


def settings(folder: Path) -> Settings:
    """Return settings for a service whose database lies in a folder."""
    return Settings(
        database_url=f"sqlite:///{folder}/ledger.db",
        api_token_hashes=(sha256(TOKEN.encode()).hexdigest(),),
    )


def report(digest: str, status: Status, minutes: int = 0) -> Deployment:
    """Return a report on a release, some minutes after noon."""
    time = NOON + timedelta(minutes=minutes)
    return replace(DEPLOYMENT, digest=digest, status=status, time=time)
