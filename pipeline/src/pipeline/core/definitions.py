"""Definitions of the kinds that extensions bring, by the modules of their releases."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Extension:
    """A Go module whose *folder* defines the kinds of an API group.

    The two digests pin the module and what it names as its needs.
    """

    group: str
    module: str
    version: str
    digest: str
    needs: str
    folder: str

    @property
    def pins(self) -> str:
        """Return what Go is to hold the module against: the lines of a go.sum."""
        named = f"{self.module} {self.version}"
        return f"{named} {self.digest}\n{named}/go.mod {self.needs}\n"

    @property
    def place(self) -> str:
        """Return where Go puts the definitions, in its own cache of modules."""
        return f"{self.module}@{self.version}/{self.folder}"

    @property
    def command(self) -> tuple[str, ...]:
        """Return how Go fetches the module."""
        return ("go", "mod", "download", f"{self.module}@{self.version}")


EXTENSIONS: Final = (
    Extension(
        group="argoproj.io",
        module="github.com/argoproj/argo-cd/v3",
        version="v3.2.6",
        digest="h1:nDCjBnHyxUf6JFuCKjuuXHS23LFj6/TjuO/APrS1ku4=",
        needs="h1:Wf349kOvhIwW1zo1kv82iGCwdOzBY6dp43yhvuCru54=",
        folder="manifests/crds",
    ),
)


def needed(manifests: Iterable[str]) -> tuple[Extension, ...]:
    """Return those whose kinds are mentioned: each is a download of its own."""
    text = "\n".join(manifests)
    return tuple(each for each in EXTENSIONS if f"{each.group}/" in text)
