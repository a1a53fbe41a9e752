"""One thing that a setting of a tool leaves out, switches off or demands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pipeline.core.settings import addopts, files, yaml_files
from pipeline.core.settings.rules import (
    DEMANDS,
    LEAVES_OUT,
    LIMITS,
    PREFIXES,
    SECTIONS,
)


class Kind(Enum):
    """What a setting does to what a tool looks at."""

    LEAVES_OUT = "leaves out"
    DEMANDS = "demands"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True, order=True)
class Setting:
    """A tool's setting, and one item of its value; *about* names a module or plugin."""

    tool: str
    key: str
    item: str
    about: str = ""
    file: str = field(default="", compare=False)
    kind: Kind = field(default=Kind.LEAVES_OUT, compare=False)

    @property
    def name(self) -> str:
        """Return the setting as people look for it."""
        about = f" of {self.about}" if self.about else ""
        return f"{self.tool}'s {self.key}{about}"


def read(texts: Mapping[str, str]) -> tuple[Setting, ...]:
    """Read the settings in files of these names.

    A tool may take just the first of several files: all are read, to hide nothing.
    """
    found = {each for name, text in texts.items() for each in _of_file(name, text)}
    return tuple(sorted(found))


def _of_file(name: str, text: str) -> Iterator[Setting]:
    try:
        if name in files.YAML:
            for tool, key, item in yaml_files.items(name, text):
                yield Setting(tool, key, _flat(item), file=name)
        else:
            yield from _of_sections(name, text)
    except files.Unreadable:
        # Another reader may make more of it than this one.
        for tool in _tools(name):
            yield Setting(tool, "settings", "which could not be read", file=name)


def _tools(name: str) -> tuple[str, ...]:
    return (yaml_files.tool(name),) if name in files.YAML else tuple(LEAVES_OUT)


def _of_sections(name: str, text: str) -> Iterator[Setting]:
    for section, table in files.sections(name, text).items():
        tool, about = _owner(section)
        for key, value in table.items() if tool else ():
            plain = key.replace("-", "_")
            if kind := _kind(tool, plain, value):
                for item in _items(tool, plain, value):
                    yield Setting(tool, key, item, about, name, kind)


def _owner(section: str) -> tuple[str, str]:
    """Return whose section it is, and what it is about; nothing for all others."""
    if section in SECTIONS:
        return SECTIONS[section], ""
    for prefix, tool in PREFIXES.items():
        if section.startswith(prefix):
            return tool, section.removeprefix(prefix)
    return "", ""


def _kind(tool: str, key: str, value: object) -> Kind | None:
    """Return what a setting does, None for one that leaves nothing out."""
    off = str(value).strip().lower() in ("false", "0", "no", "off")
    if key in LEAVES_OUT[tool] and key not in DEMANDS.get(tool, ()):
        return None if off or key == "follow_imports" and value == "normal" else _OUT
    if key in DEMANDS.get(tool, ()):
        # A demand that is taken back leaves out a part of another.
        return Kind.DEMANDS if not off else None if key == "strict" else _OUT
    return Kind.LIMIT if key in LIMITS.get(tool, ()) else None


_OUT = Kind.LEAVES_OUT


def _items(tool: str, key: str, value: object) -> list[str]:
    """Return each thing that a value names."""
    if isinstance(value, dict):
        pairs = value.items()
        return [f"{_flat(name)}: {_flat(it)}" for name, it in pairs]
    if (tool, key) == ("pytest", "addopts"):
        return [_flat(each) for each in addopts.leaving_out(value)]
    if isinstance(value, list):
        return [_flat(each) for each in value]
    text = str(value)
    # An expression of Black's, and a line of exclude_lines, may hold both.
    if tool == "black" or key in ("exclude_lines", "exclude_also", "partial_branches"):
        return [_flat(each) for each in text.strip().splitlines() if each.strip()]
    parts = text.replace(",", "\n").splitlines()
    return [_flat(each) for each in parts if each.strip() and each.strip()[0] != "#"]


def _flat(value: object) -> str:
    return " ".join(str(value).split())
