"""Parse image references: registry, repository and digest, never a tag."""

import re
from dataclasses import dataclass
from typing import Final

from pipeline.core.errors import Refused

DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
DIGEST_RULE: Final = "sha256: and 64 lower-case hex digits"
# What a fresh image component names: no registry can ever have it.
NO_DIGEST: Final = "sha256:" + "0" * 64
REPOSITORY: Final = re.compile(
    # A name of another alphabet begins with xn--.
    r"[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*(?::[0-9]+)?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Image:
    """A repository of a registry, and which of its images."""

    repository: str
    digest: str

    def __str__(self) -> str:
        """Return the name as registries take it."""
        return f"{self.repository}@{self.digest}"

    @property
    def short(self) -> str:
        """Return the digest as people tell it from others: sha256:ab12..."""
        return f"{self.digest[:19]}..."


def image(name: str) -> Image:
    """Read repository@sha256:digest; anything else is refused."""
    repository, at, digest = name.partition("@")
    if not at:
        problem = "it has no digest; a tag may move: name it as repository@sha256:..."
    elif not DIGEST.fullmatch(digest):
        problem = f"'{digest}' is no digest; it is {DIGEST_RULE}"
    elif not REPOSITORY.fullmatch(repository):
        problem = f"'{repository}' is no repository; name it as registry/path, no tag"
    else:
        return Image(repository, digest)
    raise Refused(f"could not use image '{name}': {problem}")
