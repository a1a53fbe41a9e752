"""Read files of settings as sections of keys, whatever their format."""

import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigParserError
from typing import Final

Table = Mapping[str, object]
Sections = Mapping[str, Table]

INI: Final = (
    *("setup.cfg", "tox.ini", "mypy.ini", ".mypy.ini", "pytest.ini", ".pytest.ini"),
    *(".flake8", ".isort.cfg", ".coveragerc"),
)
TOML: Final = ("pyproject.toml",)
YAML: Final = (
    *(".github/zizmor.yml", ".github/zizmor.yaml", "zizmor.yml", "zizmor.yaml"),
    *(".github/actionlint.yaml", ".github/actionlint.yml"),
    *(".hadolint.yaml", ".hadolint.yml"),
)
NAMES: Final[tuple[str, ...]] = (*TOML, *INI, *YAML)


class Unreadable(ValueError):
    """A file of settings has another format than its name says."""


def sections(name: str, text: str) -> Sections:
    """Return the sections of a file by their names; Unreadable for a broken one."""
    try:
        return dict(_of_toml(text) if name in TOML else _of_ini(text))
    except (tomllib.TOMLDecodeError, ConfigParserError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _of_ini(text: str) -> Iterator[tuple[str, Table]]:
    # Tools differ in what they make of a key that is there twice.
    parser = ConfigParser(interpolation=None, strict=False)
    parser.read_string(text.removeprefix("\ufeff"))
    for name in parser.sections():
        yield name, dict(parser.items(name))


def _of_toml(text: str) -> Iterator[tuple[str, Table]]:
    """Go through the tables, and through those of a list under what they are about."""
    for path, table in _tables("", tomllib.loads(text)):
        yield path, table
        overrides = table.get("overrides")
        for number, each in enumerate(overrides if isinstance(overrides, list) else ()):
            if path == "tool.mypy" and isinstance(each, dict):
                yield f"mypy-{_modules(each) or number}", each


def _modules(override: Table) -> str:
    named = override.get("module", "")
    return ", ".join(map(str, named)) if isinstance(named, list) else str(named)


def _tables(path: str, table: Table) -> Iterator[tuple[str, Table]]:
    yield path, table
    for name, inner in table.items():
        if isinstance(inner, dict):
            yield from _tables(f"{path}.{name}" if path else name, inner)
