"""Groups and extras of pyproject.toml: which there are, which cannot be installed."""

import ast
import configparser
import re
from collections.abc import Collection, Iterator, Mapping

from pipeline.core.project import metadata
from pipeline.core.project.metadata import Table, table

# Members, such as 'group:docs', with why they are not installed.
LeftOut = Mapping[str, str]


def extras(document: Table, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Name the extras that pyproject.toml, setup.cfg or setup.py have."""
    named = [*table(document, "project", "optional-dependencies")]
    named += _of_setup_cfg(texts.get("setup.cfg", ""))
    named += _of_setup_py(texts.get("setup.py", ""))
    return tuple(dict.fromkeys(named))


def _of_setup_cfg(text: str) -> list[str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return []
    section = "options.extras_require"
    return parser.options(section) if parser.has_section(section) else []


def _of_setup_py(text: str) -> Iterator[str]:
    """Name those that are spelt out; what is computed only a build knows."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "extras_require":
            keys = node.value.keys if isinstance(node.value, ast.Dict) else []
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def left_out(document: Table, version: str) -> LeftOut:
    """Name what uv would refuse: another Python's groups, and one side of conflicts."""
    found: dict[str, str] = {}
    for name, settings in table(document, "tool", "uv", "dependency-groups").items():
        asked = settings.get("requires-python") if isinstance(settings, dict) else None
        if isinstance(asked, str) and not metadata.allows(asked, version):
            found[f"group:{_normal(name)}"] = f"it asks for Python {asked}"
    for members in _conflicts(document):
        left = [each for each in members if each not in found]
        found |= {each: f"it conflicts with {left[0]}" for each in left[1:]}
    return found


def _conflicts(document: Table) -> Iterator[Collection[str]]:
    listed = table(document, "tool", "uv").get("conflicts")
    for each in listed if isinstance(listed, list) else []:
        members = [_member(item) for item in each] if isinstance(each, list) else []
        if len(named := [member for member in members if member]) > 1:
            yield named


def _member(item: object) -> str:
    known = item if isinstance(item, dict) else {}
    for sort in ("group", "extra"):
        if isinstance(name := known.get(sort), str):
            return f"{sort}:{_normal(name)}"
    return ""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
