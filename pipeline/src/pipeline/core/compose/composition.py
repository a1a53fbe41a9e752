"""A composition: services with command, environment, mounts and dependencies."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, Self

from pipeline.core.compose.healthcheck import HealthCheck
from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding

# Where compose finds the repository; paths inside it are told without this.
ROOT: Final = "/src"
TOOL: Final = "compose"
EXPORTED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Condition(Enum):
    """What a service waits for in one that it depends on."""

    STARTED = "service_started"
    HEALTHY = "service_healthy"
    COMPLETED = "service_completed_successfully"


@dataclass(frozen=True, slots=True)
class Build:
    """An image that is made of a Dockerfile in a folder of the repository."""

    context: str
    dockerfile: str
    target: str = ""
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The Dockerfile's place in the repository."""
        inside = self.context in ("", ".")
        return self.dockerfile if inside else f"{self.context}/{self.dockerfile}"


@dataclass(frozen=True, slots=True)
class Temporary:
    """A folder in memory; *size* is in bytes."""

    target: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """A folder that outlives its container; services share those of one name."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Bind:
    """A file or folder of the repository."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret as a service sees it; None: as its user may read it."""

    name: str
    target: str
    owner: str | None = None
    mode: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a secret's value is: in a file, or in a variable of compose's."""

    file: str = ""
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """One service. None: as its image has it."""

    name: str
    image: str = ""
    build: Build | None = None
    command: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    working_dir: str | None = None
    init: bool = False
    ports: tuple[int, ...] = ()
    health: HealthCheck = HealthCheck()
    depends_on: Mapping[str, Condition] = field(default_factory=dict)
    volumes: tuple[Volume, ...] = ()
    binds: tuple[Bind, ...] = ()
    temporary: tuple[Temporary, ...] = ()
    secrets: tuple[Secret, ...] = ()
    grace: float = 10.0

    @property
    def unexported(self) -> tuple[str, ...]:
        """Return the variables that a shell would not pass on, as NAME=VALUE."""
        odd = {n: v for n, v in self.environment.items() if not EXPORTED.fullmatch(n)}
        return tuple(f"{name}={value}" for name, value in odd.items())


@dataclass(frozen=True, slots=True)
class Composition:
    """The services of a file, what was found wrong with it, and its secrets."""

    services: Mapping[str, Service]
    secrets: Mapping[str, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def only(self, names: Collection[str]) -> Self:
        """Return some services with all that they depend on, and their secrets.

        Raises ProjectError for a name that no service has.
        """
        for name in names:
            if name not in self.services:
                known = ", ".join(sorted(self.services)) or "no services"
                raise ProjectError(
                    f"could not start the service '{name}' of [tool.pipeline.test] "
                    f"services: the compose file has {known}; correct it"
                )
        wanted = list(names)
        for name in wanted:
            others = self.services[name].depends_on.keys() & self.services.keys()
            wanted += sorted(others - {*wanted})
        services = {n: each for n, each in self.services.items() if n in wanted}
        used = {own.name for each in services.values() for own in each.secrets}
        origins = {n: each for n, each in self.secrets.items() if n in used}
        return replace(self, services=services, secrets=origins)

    @property
    def ending(self) -> frozenset[str]:
        """The services that are run to their end, because others wait for that."""
        waited = (each.depends_on.items() for each in self.services.values())
        return frozenset(
            name
            for pairs in waited
            for name, condition in pairs
            if condition is Condition.COMPLETED
        )
