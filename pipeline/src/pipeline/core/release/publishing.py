"""Decide what to push, given what the registry already holds."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.errors import Refused
from pipeline.core.image import oci
from pipeline.core.reference import DIGEST, REPOSITORY, Image

TAG: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", re.ASCII)
# What cosign keeps beside an image: a tag like that would be taken for it.
COSIGN_S: Final = re.compile(r"sha256-[0-9a-f]{64}(?:\.\w+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Destination:
    """A repository, and what the image is called there.

    A tag of *tags* names one image for ever, one of *moving* the newest.
    """

    repository: str
    tags: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names that no registry takes; a code host's may have capitals."""
        object.__setattr__(self, "repository", self.repository.lower())
        if not REPOSITORY.fullmatch(self.repository):
            why = "it is no repository; name it as registry/path, without a tag"
            raise Refused(f"could not publish to '{self.repository}': {why}")
        for tag in self.all_tags:
            if not TAG.fullmatch(tag):
                raise _refused(tag, "registries take 128 of A-Z a-z 0-9 _ . - at most")
            if COSIGN_S.fullmatch(tag):
                raise _refused(tag, "signatures are kept under it; name another one")
            if self.all_tags.count(tag) > 1:
                raise _refused(tag, "it is given twice; give it once, moving or not")

    @property
    def all_tags(self) -> tuple[str, ...]:
        """Return the tags that never move, then those that do."""
        return (*self.tags, *self.moving)

    @property
    def host(self) -> str:
        """Return the registry."""
        return self.repository.partition("/")[0]


def manifest(index: str) -> str:
    """Return the digest of the one image that an archive's *index* lists.

    Raises Refused where it is no such archive: that is pushed, not built again.
    """
    try:
        digest = oci.manifest(index)
    except (ValueError, KeyError, TypeError) as error:
        why = "it is no OCI archive of one image; make it with image-archive"
        raise Refused(f"could not read the image's archive: {why}") from error
    if not DIGEST.fullmatch(digest):
        raise Refused(f"could not read the image's archive: '{digest}' is no digest")
    return digest


@dataclass(frozen=True, slots=True)
class Plan:
    """What is missing in the registry. *moved* tells where a tag points so far."""

    image: Image
    push: bool
    tags: tuple[str, ...]
    moved: Mapping[str, str]

    def told(self, kinds: Collection[str]) -> str:
        """Tell what would be done; statements of these *kinds* would be attached."""
        lines = [f"{self.image}: {'push it' if self.push else 'it is there'}"]
        if kinds:
            lines.append(
                f"sign it and attach {', '.join(kinds)}, where that is missing"
            )
        for tag in self.tags:
            was = self.moved.get(tag)
            lines.append(f"tag {tag}: {f'move it from {was}' if was else 'new'}")
        return "\n".join([*lines, "dry run: nothing was pushed"])


def plan(
    image: Image, destination: Destination, held: Mapping[str, str | None]
) -> Plan:
    """Compare with what tags and digest the registry holds; None is nothing.

    Raises Refused, before anything is pushed, for a tag that names another image.
    """
    for tag in destination.tags:
        if held[tag] not in (None, image.digest):
            raise _refused(
                tag,
                f"it names {held[tag]} in {destination.repository} already, and this "
                f"is {image.digest}; give another tag, or this one as a moving tag",
            )
    tags = tuple(tag for tag in destination.all_tags if held[tag] != image.digest)
    moved = {tag: digest for tag in tags if (digest := held[tag]) is not None}
    return Plan(image, held[image.digest] is None, tags, moved)


def _refused(tag: str, why: str) -> Refused:
    return Refused(f"could not publish tag '{tag}': {why}")
