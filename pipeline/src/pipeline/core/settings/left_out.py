"""Name beside a leg's counts what settings of its tools leave out."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

from pipeline.core.settings.setting import Kind, Setting
from pipeline.core.verdict import Leg
from pipeline.core.words import counted

# A list of hundreds says no more than its beginning and its length.
SHOWN: Final = 5
LENGTH: Final = 60
# Of each leg that reads code, one tool.
READERS: Final = frozenset(("black", "mypy", "bandit"))


def named(leg: Leg, settings: Iterable[Setting]) -> Leg:
    """Return the leg with what settings of its tools leave out."""
    said = tuple(each for tool in leg.tools for each in _of_tool(tool, settings))
    return replace(leg, left_out=(*leg.left_out, *said)) if said else leg


def unseen(leg: Leg, shipped: Iterable[str]) -> Leg:
    """Return a leg of what reads code with the shipped files that it did not read."""
    names = sorted(shipped)
    if not names or not READERS.intersection(leg.tools):
        return leg
    listed = ", ".join([*names[:SHOWN], *(["..."] if len(names) > SHOWN else [])])
    number = counted(len(names), "file")
    said = f"{number} that the Dockerfile copies, and paths does not name: {listed}"
    return replace(leg, left_out=(*leg.left_out, said))


def beyond(settings: Iterable[Setting], tests: Iterable[str]) -> tuple[Setting, ...]:
    """Leave out those that name tests which are run: paths of tests are given."""
    folders = tuple(f"{path}/" for path in tests)
    return tuple(
        each
        for each in settings
        if each.key != "testpaths"
        or not f"{each.item.rstrip('/')}/".startswith(folders)
    )


def _of_tool(tool: str, settings: Iterable[Setting]) -> list[str]:
    own = [
        each for each in settings if each.tool == tool and each.kind is Kind.LEAVES_OUT
    ]
    groups = groupby(sorted(own, key=_place), key=_place)
    return [
        f"{name}: {_listed(list(group))} ({file})" for (name, file), group in groups
    ]


def _place(setting: Setting) -> tuple[str, str]:
    return setting.name, setting.file


def _listed(settings: list[Setting]) -> str:
    items = [_short(each.item) for each in sorted(settings)]
    more = [f"and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
    return ", ".join([*items[:SHOWN], *more])


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}..."
