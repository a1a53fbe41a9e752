"""A hold: it keeps an image out of an environment and of all later ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.errors import Refused
from pipeline.core.json_file import parse, refused, timestamp, written
from pipeline.core.project.environment import Environment
from pipeline.core.reference import DIGEST, DIGEST_RULE

MARKER: Final = re.compile(r"sha256-([0-9a-f]{64})\.json", re.ASCII)
KEYS: Final = ("digest", "reason", "by", "at")
MORE: Final = ("commit", "build")
LONGEST_REASON: Final = 500
CACHED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Hold:
    """An image that is held: why, who said so, and when.

    A marker that cannot be read holds all the same; nobody knows since when. With its
    *commit* and *build*, where they are known, it holds what is built of them anew.
    """

    digest: str
    reason: str
    by: str
    at: datetime | None
    commit: str = ""
    build: int | None = None


def read(text: str, where: str) -> Hold:
    """Read a marker; its name has to be that of the image it holds."""
    marker = parse(text, where)
    more = [name for name in MORE if name in marker.names()]
    found = marker.members([*KEYS, *more])
    digest = found["digest"].matching(DIGEST, DIGEST_RULE)
    if not where.endswith(f"/{digest.replace(':', '-')}.json"):
        cause = f"its name is not that of {digest}"
        raise refused(where, cause, "name it after the image")
    return Hold(
        digest,
        found["reason"].line(most=LONGEST_REASON),
        found["by"].line(),
        found["at"].time(),
        found["commit"].line() if "commit" in more else "",
        found["build"].whole() if "build" in more else None,
    )


def text(hold: Hold) -> str:
    """Write a marker; what could not be read again is refused."""
    at = None if hold.at is None else timestamp(hold.at)
    known = {"commit": hold.commit or None, "build": hold.build}
    marker = written(
        {
            **{"digest": hold.digest, "reason": hold.reason, "by": hold.by, "at": at},
            **{name: each for name, each in known.items() if each is not None},
        }
    )
    read(marker, f"holds/{hold.digest.replace(':', '-')}.json")
    return marker


def holds_on(
    snapshot: Snapshot, places: Places, environment: Environment
) -> tuple[Hold, ...]:
    """Return what is held there, and in the environments before."""
    upto = list(Environment)[: environment.place + 1]
    return tuple(
        hold for each in upto for hold in holds_in(snapshot.files, places, each)
    )


def holds_in(
    files: Mapping[str, str], places: Places, environment: Environment
) -> Iterator[Hold]:
    """Go through an environment's own holds."""
    folder = f"{places.folder(environment)}/holds/"
    for path in sorted(files):
        marker = MARKER.fullmatch(path.removeprefix(folder))
        if path.startswith(folder) and marker:
            yield _held(files[path], path, f"sha256:{marker[1]}")


# Each commit of a long past has those of all before it.
@lru_cache(maxsize=CACHED)
def _held(text: str, path: str, digest: str) -> Hold:
    try:
        return read(text, path)
    except Refused as error:
        return Hold(digest, str(error), by="", at=None)


def complaint(
    snapshot: Snapshot,
    places: Places,
    environment: Environment,
    digest: str,
    commit: str = "",
) -> str | None:
    """Say why an image, or another one of its commit, may not go there."""
    for each in list(Environment)[: environment.place + 1]:
        for hold in holds_in(snapshot.files, places, each):
            if hold.digest == digest:
                return (
                    f"it is on hold in {each.value} ({hold.reason});"
                    f" build another one, or 'release-hold' it in {each.value}"
                )
            if commit and hold.commit == commit:
                return (
                    f"its commit {commit} is on hold in {each.value} ({hold.reason});"
                    " build a commit that fixes it, or 'release-hold'"
                    f" {hold.digest} in {each.value}"
                )
    return None


def newest_held(
    snapshot: Snapshot, places: Places, environment: Environment
) -> int | None:
    """Return the newest build that is on hold there, if one is known."""
    holds = holds_in(snapshot.files, places, environment)
    builds = [hold.build for hold in holds if hold.build is not None]
    return max(builds, default=None)
