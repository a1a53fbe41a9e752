"""Where everything lies: one prefix, moved by PIPELINE_ENGINE_PREFIX."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

# Compiled into the engine (build/distconsts). It is an empty folder of the
# engine's own mount namespace, over which the prefix's parts are bound, so one
# binary serves any prefix.
INSIDE: Final = Path("/run/dagger-parts")

# The longest path a socket's address can hold, without its closing zero.
SOCKET_LIMIT: Final = 107

# With any other letter in it an address is a URL that the CLI cannot connect to:
# it tries for ten minutes.
PLAIN: Final = re.compile(r"[\w./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of one engine."""

    prefix: Path

    @classmethod
    def of(cls, environment: dict[str, str]) -> Self:
        """Find the prefix: the variable, or the user's cache folder."""
        if given := environment.get("PIPELINE_ENGINE_PREFIX"):
            return cls(Path(given).absolute())
        home = Path(environment.get("HOME", "/root"))
        cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
        return cls(cache / "pipeline-engine")

    @property
    def short_name(self) -> str:
        """Tell this prefix from others in names that must be short."""
        return hashlib.sha256(str(self.prefix).encode()).hexdigest()[:6]

    @property
    def bridge(self) -> str:
        """The network interface of the containers; the kernel allows 15 letters."""
        return f"dagger-{self.short_name}"

    @property
    def parts(self) -> Path:
        """What is built, one folder a part."""
        return self.prefix / "parts"

    @property
    def bin(self) -> Path:
        """What goes on a person's PATH: the dagger CLI."""
        return self.prefix / "bin"

    @property
    def cli(self) -> Path:
        """The dagger command line client."""
        return self.bin / "dagger"

    @property
    def cache(self) -> Path:
        """Downloads and compilers' caches: safe to remove."""
        return self.prefix / "cache"

    @property
    def state(self) -> Path:
        """The engine's own state: layers, volumes, cached results."""
        return self.prefix / "state"

    @property
    def images(self) -> Path:
        """The local registry's storage."""
        return self.prefix / "registry"

    @property
    def logs(self) -> Path:
        """Every log, of builds and of processes."""
        return self.prefix / "logs"

    @property
    def run(self) -> Path:
        """Process ids, ports and locks; the socket too where it can."""
        return self.prefix / "run"

    @property
    def socket(self) -> Path:
        """Where the engine listens."""
        socket = self.run / "engine.sock"
        if len(str(socket)) <= SOCKET_LIMIT and PLAIN.fullmatch(str(socket)):
            return socket
        return Path("/run") / f"dagger-{self.short_name}.sock"

    @property
    def address(self) -> str:
        """The engine's address as the CLI takes it."""
        return f"unix://{self.socket}"

    @property
    def lock(self) -> Path:
        """Held by the one process that builds or starts."""
        return self.prefix / "lock"
