"""Write and parse commits of effects: the subject, and trailers with facts."""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from pipeline.core.environments.decision import Write
from pipeline.core.project.environment import Environment
from pipeline.core.release.release import Release

# What a message may say of it is far shorter.
LONGEST: Final = 100_000
FACT: Final = re.compile(
    r"((?:Deploy|Approved|Plan|Policy)-[A-Z][a-z]+): (.+)", re.ASCII
)
NONE: Final[Mapping[str, str]] = MappingProxyType({})


class Kind(Enum):
    """What an effect does to an environment."""

    BUMP = "bump"
    PROMOTE = "promote"
    ROLLBACK = "rollback"
    HOLD = "hold"
    RELEASE_HOLD = "release-hold"

    @property
    def verb(self) -> str:
        """Return the word that the commit's subject begins with."""
        return "deploy" if self in (Kind.BUMP, Kind.PROMOTE) else self.value


def write(
    kind: Kind,
    environment: Environment,
    digest: str,
    files: Mapping[str, str | None],
    release: Release | None = None,
    more: Mapping[str, str] = NONE,
) -> Write:
    """Return what is to be written, with the commit's subject and facts.

    *more* are facts of this kind only; those that are empty are left out.
    """
    subject = f"{kind.verb}({environment.value}): app {digest[:19]}..."
    return Write(files, subject, facts(kind, environment, digest, release, more))


def facts(
    kind: Kind,
    environment: Environment,
    digest: str,
    release: Release | None = None,
    more: Mapping[str, str] = NONE,
) -> dict[str, str]:
    """Return the trailers of the commit, sorted."""
    found = {
        "Deploy-Kind": kind.value,
        "Deploy-Environment": environment.value,
        "Deploy-Digest": digest,
        **(_of(release) if release else {}),
        **more,
    }
    # On one line each: whoever gives a reason must not be able to add a trailer.
    lines = {key: " ".join(value.split()) for key, value in found.items()}
    return {key: lines[key] for key in sorted(lines) if lines[key]}


def _of(release: Release) -> dict[str, str]:
    return {
        "Deploy-Commit": release.commit,
        "Deploy-Build": str(release.build),
        "Deploy-Version": release.version,
    }


def statements(message: str) -> tuple[Mapping[str, str], ...]:
    """Return the facts of each effect that a commit's message tells of.

    Whoever squashes the commits of several effects leaves each one's facts together.
    """
    found: list[dict[str, str]] = [{}]
    for line in message[:LONGEST].splitlines():
        fact = FACT.fullmatch(line.strip())
        if fact:
            found[-1][fact[1]] = fact[2]
        elif found[-1]:
            found.append({})
    return tuple(each for each in found if "Deploy-Kind" in each)
