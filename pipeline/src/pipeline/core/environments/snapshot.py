"""Parse the files of an environment's folder at one commit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from pipeline.core.environments import image_component
from pipeline.core.environments.decision import Past, Places, Snapshot
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.hold import Hold, holds_in
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import DIGEST, NO_DIGEST, Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Release
from pipeline.core.release.schema import Schema, left_by

CACHED: Final = 10_000
# YAML takes its time: what is only hex is put into the place of other hex.
ONE_DIGEST: Final = f"sha256:{'1' * 64}"
COMMIT: Final = re.compile(r'"[0-9a-f]{40}(?:[0-9a-f]{24})?"', re.ASCII)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The image, the release that it was of, and what was on hold.

    None stands for what was not there yet, and for what could not be read.
    """

    past: Past
    image: Image | None
    release: Release | None
    holds: tuple[Hold, ...]

    @property
    def digest(self) -> str:
        """Return the digest of the image, empty without one."""
        return self.image.digest if self.image else ""

    @property
    def held(self) -> frozenset[str]:
        """Return the digests on hold."""
        return frozenset(hold.digest for hold in self.holds)

    @property
    def build(self) -> int | None:
        """Return the build that the image is of, where that is known."""
        return self.release.build if self.release else None


def earlier(
    snapshot: Snapshot, places: Places, environment: Environment
) -> Iterator[Earlier]:
    """Go back in time, one commit that changed the environment after the other."""
    for past in snapshot.past.get(environment, ()):
        yield read(past, places, environment)


def present(snapshot: Snapshot, places: Places, environment: Environment) -> Earlier:
    """Read an environment's folder as it is."""
    now = Past(snapshot.tip, datetime.min, "", "", snapshot.files)
    return read(now, places, environment)


def recorded(snapshot: Snapshot, places: Places, digest: str) -> Release | None:
    """Return the release of a digest that runs somewhere, or ran where that is read."""
    for environment in Environment:
        here = present(snapshot, places, environment)
        for each in (here, *earlier(snapshot, places, environment)):
            if each.release and each.digest == digest:
                return each.release
    return None


def live_schema(
    snapshot: Snapshot, places: Places, environment: Environment, statuses: Statuses
) -> Schema | None:
    """Return the schema that an environment says it has, else what Git knows of it."""
    said = statuses.get(environment)
    if said and said.schema:
        return said.schema
    seen = earlier(snapshot, places, environment)
    return left_by(each.release for each in seen if each.release)


def read(past: Past, places: Places, environment: Environment) -> Earlier:
    """Read an environment's folder as a commit left it."""
    component, record = places.component(environment), places.record(environment)
    image = _image(past.files.get(component), component)
    known = _release(past.files.get(record), record)
    # A record of another image tells nothing of this one.
    release = known if known and known.image == image else None
    holds = tuple(holds_in(past.files, places, environment))
    return Earlier(past, image, release, holds)


def _image(text: str | None, where: str) -> Image | None:
    """Read a component. Of a long past all are alike but for digest and commit."""
    digests = set(DIGEST.findall(text or ""))
    if text is None or len(digests) != 1:
        return _parsed(text, where)
    (digest,) = digests
    alike = COMMIT.sub(f'"{"0" * 40}"', text.replace(digest, ONE_DIGEST))
    image = _parsed(alike, where)
    return replace(image, digest=digest) if image and digest != NO_DIGEST else None


# A past is gone through several times, and holds leave the other files as they are.
@lru_cache(maxsize=CACHED)
def _parsed(text: str | None, where: str) -> Image | None:
    if text is None:
        return None
    try:
        image = image_component.image_of(text, where)
    except Refused:
        return None
    return None if image.digest == NO_DIGEST else image


@lru_cache(maxsize=CACHED)
def _release(text: str | None, where: str) -> Release | None:
    if text is None:
        return None
    try:
        return release_json.read(text, where)
    except Refused:
        return None
