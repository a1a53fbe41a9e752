"""List the packages that manifests of dependencies name."""

import re
from collections.abc import Mapping
from typing import Final

from pipeline.core.project.dependencies.pipfile import requirements
from pipeline.core.project.dependencies.requirement_files import is_list
from pipeline.core.project.metadata import Table, parse, strings, table

NAME: Final = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def names(manifests: Mapping[str, str]) -> frozenset[str]:
    """Collect the names of all manifests, given their texts by file name."""
    found: set[str] = set()
    for file, text in manifests.items():
        found |= _names(file, text)
    return frozenset(re.sub(r"[-_.]+", "-", name).lower() for name in found)


def _names(file: str, text: str) -> set[str]:
    if file in ("uv.lock", "poetry.lock", "pdm.lock"):
        return _locked(parse(file, text))
    if file == "pyproject.toml":
        return _first_words(_required(parse(file, text)))
    if file == "Pipfile.lock":
        return _first_words(requirements(text, develop=True).splitlines())
    return _first_words(text.splitlines()) if is_list(file) else set()


def _locked(lock: Table) -> set[str]:
    packages = lock.get("package")
    tables = packages if isinstance(packages, list) else []
    return {str(each.get("name")) for each in tables if isinstance(each, dict)}


def _required(document: Table) -> list[str]:
    """Return the requirements of the project, its extras and its groups."""
    lists = [
        table(document, "project").get("dependencies"),
        *table(document, "project", "optional-dependencies").values(),
        *table(document, "dependency-groups").values(),
    ]
    return [requirement for each in lists for requirement in strings(each)]


def _first_words(requirements: list[str]) -> set[str]:
    matches = (NAME.match(requirement) for requirement in requirements)
    return {match[1] for match in matches if match}
