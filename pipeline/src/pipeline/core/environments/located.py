"""Find the environments, whatever else is wrong with the settings.

In an incident nobody has time for a key that is misspelt: what restores a release needs
to know where it lies, and nothing else.
"""

import re
import tomllib
from dataclasses import dataclass
from typing import Final

from pipeline.core import values
from pipeline.core.environments.decision import Places
from pipeline.core.errors import ConfigError, Refused
from pipeline.core.project.config import parse

FILE: Final = "pyproject.toml"
KEY: Final = "tool.pipeline.ship.overlays"
# What is left to look for where conflict marks or half a table make it no TOML.
LINE: Final = re.compile(
    r"^[ \t]*(?:(?:tool\.)?(?:pipeline\.)?ship\.)?overlays[ \t]*="
    r"[ \t]*([\"'])(.*?)\1",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Located:
    """Where the environments are, and what is wrong with the settings otherwise."""

    places: Places
    warning: str = ""


def located(pyproject: str | None) -> Located:
    """Read where the environments are; refused where two places are named."""
    # Some editors put a mark before the first line.
    text = (pyproject or "").removeprefix("\ufeff")
    try:
        return Located(Places(parse(text).ship_overlays))
    except ConfigError as error:
        return Located(_places(text), " ".join(str(error).split()))


def _places(text: str) -> Places:
    named = {each for each in _named(text) if values.path(each, KEY, [])}
    if len(named) > 1:
        both = " and ".join(f"'{each}'" for each in sorted(named))
        raise Refused(
            f"could not find the environments: {FILE} names {both} as ship.overlays;"
            " fix it"
        )
    return Places(*named)


def _named(text: str) -> set[str]:
    try:
        table: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {each[2] for each in LINE.finditer(text)}
    for name in KEY.split("."):
        table = table.get(name) if isinstance(table, dict) else None
    return {table} if isinstance(table, str) else set()
