"""How each environment variable of the service is read."""

from enum import Enum
from ipaddress import ip_address, ip_network

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from app.domain.fields import Reader, Readers, Refused
from app.domain.readers import choice, matching, whole_number

SECRET = frozenset(
    {
        "DATABASE_URL",
        "REDIS_URL",
        "API_TOKEN_HASHES",
        "ARGOCD_TOKEN_HASHES",
        "SIGN_IN_TOKEN_HASHES",
    }
)


class LogLevel(Enum):
    """The mildest event that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def database_url(raw: object) -> str:
    """Read the address of a database for which a driver is installed."""
    try:
        make_url(str(raw)).get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise Refused(
            "must be a database URL with an installed driver,"
            f" like sqlite:///ledger.db ({type(error).__name__})"
        ) from error
    return str(raw)


def tokens(raw: object) -> tuple[tuple[str, str], ...]:
    """Read hashes of tokens, with names or without: NAME=HASH,HASH."""
    return tuple(token(part.strip()) for part in str(raw).split(","))


def token(raw: str) -> tuple[str, str]:
    """Read the hash of a token and its name, which is short of the hash for others."""
    name, named, digest = raw.rpartition("=")
    hashed = HASH(digest)
    return (NAME(name), hashed) if named else (f"token-{hashed[:8]}", hashed)


def people(raw: object) -> tuple[tuple[str, str], ...]:
    """Read names with the hashes of their tokens: NAME=HASH, commas between them."""
    pairs = (part.strip().partition("=") for part in str(raw).split(","))
    return tuple((NAME(name), HASH(digest)) for name, _, digest in pairs)


def proxies(raw: object) -> str:
    """Read addresses or networks, with commas between them."""
    try:
        for each in str(raw).split(","):
            ip_network(each.strip())
    except ValueError as error:
        raise Refused("must be IP addresses or networks, comma-separated") from error
    return str(raw)


def address(raw: object) -> str:
    """Read the address of a network interface."""
    try:
        return str(ip_address(str(raw)))
    except ValueError as error:
        raise Refused("must be an IP address, like 127.0.0.1 or ::") from error


HASH = matching(
    "[0-9a-f]{64}", "must be SHA-256 hashes in lower-case hex, comma-separated"
)
NAME = matching(
    "[A-Za-z0-9._@-]{1,100}", "must be NAME=HASH, comma-separated, with plain names"
)
# Neither dots alone nor two slashes: they would mean other places.
BASE_PATH = r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,62}){1,8}"
ADDRESS = r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?"
READERS: Readers = {
    "database_url": Reader(database_url, {}),
    "database_pool": whole_number(1, 100),
    "database_recycle_seconds": whole_number(1, 86_400),
    "redis_url": matching(
        r"(rediss?|unix)://[!-~]+", "must be an address like redis://redis:6379/0"
    ),
    "cache_seconds": whole_number(1, 300),
    "cdn_url": matching(ADDRESS, "must be an address like https://cdn.example.com"),
    "base_path": matching(BASE_PATH, "must be a path like /ledger, or be left unset"),
    "api_token_hashes": Reader(tokens, {}),
    "argocd_token_hashes": Reader(tokens, {}),
    "sign_in_token_hashes": Reader(people, {}),
    "log_level": choice(LogLevel),
    "release_commit": matching(
        r"[0-9a-f]{40}|unknown", "must be 40 lower-case hex digits"
    ),
    "otel_exporter_otlp_endpoint": matching(
        ADDRESS, "must be an address like http://collector:4318"
    ),
    "address": Reader(address, {}),
    "port": whole_number(1, 65535),
    "metrics_address": Reader(address, {}),
    "metrics_port": whole_number(1, 65535),
    "trusted_proxies": Reader(proxies, {}),
    "web_concurrency": whole_number(1, 64),
    "web_threads": whole_number(1, 256),
    "worker_requests": whole_number(1, 10_000_000),
    "sign_in_limit": whole_number(0, 1_000_000),
    "token_write_limit": whole_number(0, 1_000_000),
    "address_write_limit": whole_number(0, 1_000_000),
    "drain_seconds": whole_number(0, 300),
    "graceful_seconds": whole_number(1, 300),
    "keep_alive_seconds": whole_number(0, 3600),
}
