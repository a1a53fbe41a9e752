"""Settings from the environment, typed, all wrong ones reported at once."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from app.domain.fields import InvalidFields, Reader, Refused, build
from app.domain.readers import choice, matching, whole_number

EX_CONFIG = 78
SECRET = frozenset({"DATABASE_URL", "API_TOKEN_HASHES"})


class LogLevel(Enum):
    """The mildest event that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose; each field is the variable of that name."""

    database_url: str = "sqlite:///ledger.db"
    api_token_hashes: tuple[str, ...] = ()
    log_level: LogLevel = LogLevel.INFO
    release_commit: str = "unknown"
    port: int = 8000
    web_concurrency: int = 2
    web_threads: int = 8
    drain_seconds: int = 5
    graceful_seconds: int = 30
    keep_alive_seconds: int = 75


class InvalidSettings(Exception):
    """Every variable that is wrong, one a line."""


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


def token_hashes(raw: object) -> tuple[str, ...]:
    """Read SHA-256 hashes of tokens, with commas between them."""
    read = matching(
        r"[0-9a-f]{64}", "must be SHA-256 hashes in lower-case hex, comma-separated"
    )
    return tuple(read(part.strip()) for part in str(raw).split(","))


READERS: Mapping[str, Reader] = {
    "database_url": database_url,
    "api_token_hashes": token_hashes,
    "log_level": choice(LogLevel),
    "release_commit": matching(
        r"[0-9a-f]{40}|unknown", "must be 40 lower-case hex digits"
    ),
    "port": whole_number(1, 65535),
    "web_concurrency": whole_number(1, 64),
    "web_threads": whole_number(1, 256),
    "drain_seconds": whole_number(0, 300),
    "graceful_seconds": whole_number(1, 300),
    "keep_alive_seconds": whole_number(0, 3600),
}


def parse(environ: Mapping[str, str]) -> Settings:
    """Make settings out of environment variables; an empty one counts as unset."""
    given = {
        name: environ[name.upper()] for name in READERS if environ.get(name.upper())
    }
    readers = {name: READERS[name] for name in given}
    try:
        return build(Settings, readers, given)
    except InvalidFields as invalid:
        lines = (line(each.field, given, each.rule) for each in invalid.complaints)
        raise InvalidSettings("\n".join(lines)) from invalid


def line(field: str, given: Mapping[str, str], rule: str) -> str:
    """Say what is wrong with one variable, without giving a secret away."""
    name = field.upper()
    shown = name if name in SECRET else f"{name} '{given[field]}'"
    return f"could not read {shown}: {rule}; correct it or leave it unset"


def load(environ: Mapping[str, str]) -> Settings:
    """Return the settings, or end the process with the list of wrong ones."""
    try:
        return parse(environ)
    except InvalidSettings as invalid:
        print(invalid, file=sys.stderr)
        sys.exit(EX_CONFIG)
