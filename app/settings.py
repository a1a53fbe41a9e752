"""Settings from the environment, typed, all wrong ones reported at once."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.fields import Complaint, InvalidFields, build
from app.variables import READERS, SECRET, LogLevel

EX_CONFIG = 78


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose; each field is the variable of that name."""

    database_url: str = "sqlite:///ledger.db"
    database_pool: int = 8
    database_recycle_seconds: int = 1800
    redis_url: str = ""
    cache_seconds: int = 5
    cdn_url: str = ""
    base_path: str = ""
    api_token_hashes: tuple[tuple[str, str], ...] = ()
    argocd_token_hashes: tuple[tuple[str, str], ...] = ()
    sign_in_token_hashes: tuple[tuple[str, str], ...] = ()
    log_level: LogLevel = LogLevel.INFO
    release_commit: str = "unknown"
    otel_exporter_otlp_endpoint: str = ""
    address: str = "0.0.0.0"  # nosec B104
    port: int = 8000
    metrics_address: str = "0.0.0.0"  # nosec B104
    metrics_port: int = 9090
    trusted_proxies: str = "127.0.0.1"
    web_concurrency: int = 2
    web_threads: int = 8
    worker_requests: int = 20_000
    sign_in_limit: int = 20
    token_write_limit: int = 1200
    address_write_limit: int = 2400
    drain_seconds: int = 5
    graceful_seconds: int = 30
    keep_alive_seconds: int = 75


class InvalidSettings(Exception):
    """Every variable that is wrong, one a line."""


def parse(environ: Mapping[str, str]) -> Settings:
    """Make settings out of environment variables; an empty one counts as unset."""
    given = {
        name: environ[name.upper()] for name in READERS if environ.get(name.upper())
    }
    readers = {name: READERS[name] for name in given}
    try:
        settings = build(Settings, readers, given)
    except InvalidFields as invalid:
        lines = (line(each, given) for each in invalid.complaints)
        raise InvalidSettings("\n".join(lines)) from invalid
    if wrong := contradictions(settings):
        raise InvalidSettings("\n".join(wrong))
    return settings


def contradictions(settings: Settings) -> list[str]:
    """Name the settings that are right alone, but not together."""
    found = []
    if settings.port == settings.metrics_port:
        found.append("could not use METRICS_PORT: PORT is the same; choose another one")
    alone = settings.web_concurrency == 1 or settings.redis_url
    if settings.sign_in_token_hashes and not alone:
        found.append(
            "could not use SIGN_IN_TOKEN_HASHES: workers share sessions in Redis only;"
            " set REDIS_URL, or WEB_CONCURRENCY to 1"
        )
    return found


def line(complaint: Complaint, given: Mapping[str, str]) -> str:
    """Say what is wrong with one variable, without giving a secret away."""
    name = complaint.field.upper()
    shown = name if name in SECRET else f"{name} '{given[complaint.field]}'"
    return f"could not read {shown}: {complaint.rule}; correct it or leave it unset"


def load(environ: Mapping[str, str]) -> Settings:
    """Return the settings, or end the process with the list of wrong ones."""
    try:
        return parse(environ)
    except InvalidSettings as invalid:
        print(invalid, file=sys.stderr)
        sys.exit(EX_CONFIG)
