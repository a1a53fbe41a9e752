"""Find what Falco would refuse or never match in a set of rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS = Path(__file__).parent / "fields.txt"
PRIORITIES = frozenset(
    "EMERGENCY ALERT CRITICAL ERROR WARNING NOTICE INFORMATIONAL DEBUG".split()
)
KEYS = {
    "rule": {"rule", "desc", "condition", "output", "priority", "tags"},
    "macro": {"macro", "condition"},
    "list": {"list", "items"},
    "required_engine_version": {"required_engine_version"},
    "required_plugin_versions": {"required_plugin_versions"},
}
JOINTS = frozenset(("and", "or", "not"))
SETS = frozenset(("in", "intersects", "pmatch"))
COMPARISONS = frozenset(
    "= == != < <= > >= contains icontains startswith endswith glob exists".split()
)
TOKEN = re.compile(r'"[^"]*"|[()]|,|[<>!=]=?|[^\s(),<>=!"]+')
SHOWN = re.compile(r"%([a-z0-9_.]+(?:\[[^]]+\])?)")
FIELD = re.compile(r"[a-z0-9]+\.[a-z0-9_.]+")

Object = dict[str, Any]


def fields() -> dict[str, str]:
    """Return each field that is documented, and its type."""
    lines = FIELDS.read_text().splitlines()[1:]
    return dict(line.split() for line in lines)


@dataclass(frozen=True, slots=True)
class Words:
    """What a condition may name."""

    fields: dict[str, str]
    macros: frozenset[str]
    lists: frozenset[str]


def faults(objects: Iterable[Object]) -> list[str]:
    """Say what is wrong with rules, macros and lists, in the order of reading."""
    known = Words(fields(), frozenset(), frozenset())
    found = []
    for each in objects:
        kind = next(iter(each), "")
        named = f"{kind} '{each.get(kind)}'"
        found += [f"{named}: {fault}" for fault in _faults(kind, each, known)]
        if kind == "macro":
            macros = known.macros | {each["macro"]}
            known = Words(known.fields, macros, known.lists)
        if kind == "list":
            known = Words(known.fields, known.macros, known.lists | {each["list"]})
    return found


def _faults(kind: str, each: Object, known: Words) -> Iterator[str]:
    wanted = KEYS.get(kind, set())
    if each.keys() != wanted:
        yield f"has {sorted(each)} instead of {sorted(wanted)}"
        return
    if kind in ("rule", "macro"):
        yield from of_condition(each["condition"], known)
    if kind == "rule":
        yield from _of_rule(each, known)


def _of_rule(rule: Object, known: Words) -> Iterator[str]:
    if rule["priority"] not in PRIORITIES:
        yield f"has no priority '{rule['priority']}'"
    shown = SHOWN.findall(rule["output"])
    yield from (f"shows no field '{each}'" for each in _unknown(shown, known))
    # Without a kind of event it is asked for each that there is.
    words = TOKEN.findall(rule["condition"])
    if "evt.type" not in words and not known.macros & set(words):
        yield "looks at events of all types"


def _unknown(names: Iterable[str], known: Words) -> Iterator[str]:
    return (each for each in names if each.split("[")[0] not in known.fields)


def of_condition(text: str, known: Words) -> Iterator[str]:
    """Say what is wrong with a condition."""
    if text.count("(") != text.count(")"):
        yield "has parentheses that do not match"
    tokens = TOKEN.findall(text)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token in JOINTS or token in "()":
            place += 1
            continue
        taken, found = _term(tokens[place:], known)
        yield from found
        place += taken


def _term(tokens: list[str], known: Words) -> tuple[int, list[str]]:
    """Return how many words a macro or a comparison takes, and what is wrong."""
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    if not FIELD.match(first):
        return 1, [] if first in known.macros else [f"names no macro '{first}'"]
    found = [f"names no field '{each}'" for each in _unknown([first], known)]
    if second in SETS and tokens[2:3] == ["("]:
        end = tokens.index(")") if ")" in tokens else len(tokens) - 1
        members = [each for each in tokens[3:end] if each != ","]
        return end + 1, found + list(_of_members(members, known))
    if second in COMPARISONS:
        value = tokens[2] if len(tokens) > 2 else ""
        return 3, found + list(_of_value(first, value, known))
    return 3, [*found, f"has no comparison '{second}'"]


def _of_members(members: list[str], known: Words) -> Iterator[str]:
    """Texts may stand there without quotes: by their shape they are told from lists."""
    for each in members:
        if "_" in each and not each.startswith("open_") and each not in known.lists:
            yield f"names no list '{each}'"


def _of_value(field: str, value: str, known: Words) -> Iterator[str]:
    kind = known.fields.get(field.split("[")[0], "")
    if kind == "BOOL" and value not in ("true", "false"):
        yield f"compares '{field}' with '{value}', which is neither true nor false"
    if kind.startswith(("INT", "UINT", "PORT")) and not re.fullmatch(r"-?\d+", value):
        yield f"compares '{field}' with '{value}', which is no number"
