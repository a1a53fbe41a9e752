"""Read settings that are YAML: zizmor's, actionlint's and hadolint's."""

from collections.abc import Iterator, Mapping

import yaml

from pipeline.core.settings.files import Unreadable

Item = tuple[str, str, str]


def items(name: str, text: str) -> Iterator[Item]:
    """Go through what a file leaves out: tool, key and what it names."""
    try:
        document = yaml.safe_load(text)
    # Of text that is nested too deeply it says so itself, in another way.
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(str(error)) from error
    table = _table(document)
    if "zizmor" in name:
        yield from _zizmor(table)
    elif "actionlint" in name:
        yield from _actionlint(table)
    else:
        yield from _hadolint(table)


def tool(name: str) -> str:
    """Return whose settings a file holds."""
    known = ("zizmor", "actionlint", "hadolint")
    return next(each for each in known if each in name)


def _zizmor(document: Mapping[str, object]) -> Iterator[Item]:
    for rule, settings in _table(document.get("rules")).items():
        said = _table(settings)
        if said.get("disable") is True:
            yield "zizmor", "disable", rule
        for place in _list(said.get("ignore")):
            yield "zizmor", "ignore", f"{rule} in {place}"
        if "config" in said:
            yield "zizmor", "config", rule


def _actionlint(document: Mapping[str, object]) -> Iterator[Item]:
    for pattern, settings in _table(document.get("paths")).items():
        for message in _list(_table(settings).get("ignore")):
            yield "actionlint", "ignore", f"{message} in {pattern}"


def _hadolint(document: Mapping[str, object]) -> Iterator[Item]:
    for rule in _list(document.get("ignored")):
        yield "hadolint", "ignored", rule
    for level, rules in _table(document.get("override")).items():
        for rule in _list(rules):
            yield "hadolint", "override", f"{rule} is {level}"
    for registry in _list(document.get("trustedRegistries")):
        yield "hadolint", "trustedRegistries", registry


def _table(value: object) -> Mapping[str, object]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {str(name): inner for name, inner in pairs}


def _list(value: object) -> list[str]:
    """Return the items of a list; a single one may stand alone.

    What is nested may name itself again and again, and grow beyond all bounds.
    """
    items = value if isinstance(value, list) else [value]
    plain = (each if isinstance(each, str | int | float) else "..." for each in items)
    return [str(each) for each in plain if value is not None]
