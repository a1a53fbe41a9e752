"""Values that the tests vary."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from app.domain.deployment import Deployment, Environment, Status
from app.settings import Settings
from tests.places import Place

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


def settings(place: Place) -> Settings:
    """Return settings for a service that everybody in these tests may use."""
    return Settings(
        database_url=place.database_url,
        redis_url=place.redis_url,
        web_concurrency=1,
        api_token_hashes=(hashed(TOKEN),),
        argocd_token_hashes=(hashed(ARGOCD_TOKEN),),
        sign_in_token_hashes=(("ada", hashed(PERSON_TOKEN)),),
    )


def hashed(token: str) -> str:
    """Return what the settings hold of a token."""
    return sha256(token.encode()).hexdigest()


def report(digest: str, status: Status, minutes: int = 0) -> Deployment:
    """Return a report on a release, some minutes after noon."""
    time = NOON + timedelta(minutes=minutes)
    return replace(DEPLOYMENT, digest=digest, status=status, time=time)
