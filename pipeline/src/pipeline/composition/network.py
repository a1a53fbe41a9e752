"""Unique host names for a composition, under the names that compose gives."""

import secrets
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from dagger import Container, dag

RESOLV: Final = "/etc/resolv.conf"
ENGINE: Final = ".dagger.local"
# Services have no IPv6 addresses. The engine asks others for them, in vain, and about
# one such question in sixty gets no answer at all: five seconds are lost then.
IPV4_ONLY: Final = "options no-aaaa"
# What a host may be called in all, the domain included.
LONGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Network:
    """A domain below the one that the engine gives to the module in this session.

    With it two compositions of a session do not take each other's services for their
    own. A binding would be simpler, but it is an address written down at the start:
    who comes back after a kill has another one.
    """

    word: str
    settings: tuple[str, ...]

    @classmethod
    def fresh(cls) -> Self:
        """Return one that nobody uses. Short, for it is part of every host's name."""
        letters = string.ascii_lowercase + string.digits
        word = "n" + "".join(secrets.choice(letters) for _ in range(2))
        return cls(word, tuple(Path(RESOLV).read_text().splitlines()))

    @property
    def _domains(self) -> list[str]:
        searched = [line.split()[1:] for line in self.settings if _searches(line)]
        return [name for names in searched for name in names if name.endswith(ENGINE)]

    @property
    def longest_name(self) -> int:
        """How many characters a service's name may have."""
        return LONGEST - len(f".{self.word}.{self._domains[0]}")

    def host(self, service: str) -> str:
        """Return what the engine is to call a service."""
        return f"{service}.{self.word}"

    def address(self, service: str) -> str:
        """Return the whole name of a service, as the module itself finds it."""
        return f"{self.host(service)}.{self._domains[0]}"

    def join(self, container: Container) -> Container:
        """Let a container find the services by their plain names."""
        own = [f"{self.word}.{domain}" for domain in self._domains]
        search = " ".join(["search", *own, *self._domains])
        lines = [line for line in self.settings if not _searches(line)]
        text = "\n".join([*lines, search, IPV4_ONLY, ""])
        file = dag.directory().with_new_file("resolv.conf", text).file("resolv.conf")
        return container.with_mounted_file(RESOLV, file)


def _searches(line: str) -> bool:
    return line.startswith("search")
