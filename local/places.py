"""Where the service that a person starts has its files and ports."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from local.errors import LocalError

ROOT = Path(__file__).parent.parent
# PostgreSQL and Redis have ports of their own choice here: who develops is likely
# to have others on the usual ones.
PORTS: Mapping[str, int] = {
    "PORT": 8000,
    "METRICS_PORT": 9090,
    "POSTGRES_PORT": 54320,
    "REDIS_PORT": 63790,
}


@dataclass(frozen=True, slots=True)
class Places:
    """Files and ports."""

    root: Path
    service: int
    metrics: int
    postgres: int
    redis: int

    @classmethod
    def of(cls, environ: Mapping[str, str], root: Path = ROOT) -> Self:
        """Read the ports, each from its variable."""
        return cls(root, *(_port(environ, name) for name in PORTS))

    @property
    def folder(self) -> Path:
        """Data, logs, process ids and tokens; git does not see it."""
        return self.root / ".local"

    @property
    def python(self) -> Path:
        """The interpreter that has the service's packages."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def url(self) -> str:
        """The address of the service."""
        return f"http://127.0.0.1:{self.service}"


def _port(environ: Mapping[str, str], name: str) -> int:
    given = environ.get(name) or str(PORTS[name])
    if given.isascii() and given.isdigit() and 0 < int(given) < 65536:
        return int(given)
    raise LocalError(
        f"could not read {name} '{given}': it is no port; set it to 1 to 65535"
    )
