"""Read where pytest is told to look for tests."""

import configparser
from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.project import metadata
from pipeline.core.project.metadata import strings, table

# pytest takes the first of them that speaks of it.
INI: Final = (("tox.ini", "pytest"), ("setup.cfg", "tool:pytest"))
FILES: Final = ("pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")


def testpaths(files: Collection[str], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the files and folders of *testpaths* that are there."""
    folders = {str(each) for name in files for each in PurePosixPath(name).parents}
    there = sorted({*files, *folders} - {"."})
    found = [
        name
        for pattern in _named(texts)
        for name in there
        if fnmatchcase(name, pattern.removeprefix("./").rstrip("/"))
    ]
    return tuple(dict.fromkeys(found))


def _named(texts: Mapping[str, str]) -> list[str]:
    for name in ("pytest.ini", ".pytest.ini"):
        if name in texts:
            return _of_ini(texts[name], "pytest") or []
    document = metadata.parse("pyproject.toml", texts.get("pyproject.toml", ""))
    options = table(document, "tool", "pytest").get("ini_options")
    if isinstance(options, dict):
        given = options.get("testpaths")
        return given.split() if isinstance(given, str) else strings(given)
    for name, section in INI:
        if (paths := _of_ini(texts.get(name, ""), section)) is not None:
            return paths
    return []


def _of_ini(text: str, section: str) -> list[str] | None:
    """Return the paths of a section, None where there is no such section."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    if not parser.has_section(section):
        return None
    return parser.get(section, "testpaths", fallback="").split()
