"""Types of attributes, as `tofu providers schema -json` writes them."""

import re
from typing import Final

Type = str | list[object]

PRIMITIVES: Final = {
    "string": "string",
    "number": "number",
    "boolean": "bool",
    "any": "dynamic",
}
WORD: Final = re.compile(r"(string|number|boolean|any)((?:List|Map){0,2})")
# What a getter without a primitive in its name returns the items of.
DEFAULT: Final = "string"


def stored(name: str, *, is_set: bool) -> Type | None:
    """Return the type of a value that is stored as *name*, such as stringMapList.

    None: it is a structure of its own.
    """
    found = WORD.fullmatch(name)
    if not found:
        return None
    return collected(PRIMITIVES[found[1]], found[2], is_set=is_set)


def read(getter: str, *, is_set: bool) -> Type:
    """Return the type of what get*getter*Attribute returns, such as NumberList."""
    word = getter[0].lower() + getter[1:]
    if not WORD.fullmatch(word):
        word = f"{DEFAULT}{getter}"
    found = stored(word, is_set=is_set)
    assert found is not None, getter
    return found


def collected(item: Type, wrappers: str, *, is_set: bool) -> Type:
    """Wrap a type in lists and maps, the innermost first; the outer list is a set."""
    words = re.findall("List|Map", wrappers)
    for number, word in enumerate(words):
        outermost = number == len(words) - 1
        listed = "set" if is_set and outermost else "list"
        item = ["map" if word == "Map" else listed, item]
    return item


def has_dynamic(kind: object) -> bool:
    """Say whether a type has a part that may be anything."""
    if isinstance(kind, dict):
        return any(map(has_dynamic, kind.values()))
    if isinstance(kind, list):
        return any(map(has_dynamic, kind[1:]))
    return kind == "dynamic"
