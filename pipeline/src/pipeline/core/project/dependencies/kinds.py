"""Tell by which tool's files a repository declares its dependencies."""

import re
from collections.abc import Collection, Mapping
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.errors import ProjectError
from pipeline.core.project.dependencies import requirement_files
from pipeline.core.project.metadata import Table, strings, table


class Dependencies(Enum):
    """Where the dependencies are declared, the most exact first."""

    UV_LOCK = "uv.lock"
    POETRY_LOCK = "poetry.lock"
    PDM_LOCK = "pdm.lock"
    PIPFILE_LOCK = "Pipfile.lock"
    REQUIREMENTS = "requirements.txt"
    PYPROJECT = "pyproject.toml"
    SETUP = "setup.py"


# Locks that only the tool which wrote them can read, and pyproject.toml with them.
LOCKS: Final = (
    Dependencies.UV_LOCK,
    Dependencies.POETRY_LOCK,
    Dependencies.PDM_LOCK,
)
# A lock's entry of something that lies in the repository, by tool.
INSIDE: Final[Mapping[Dependencies, re.Pattern[str]]] = {
    Dependencies.UV_LOCK: re.compile(
        r"source = \{ (?:editable|virtual|directory|path) = \"(?!\.\")"
    ),
    Dependencies.POETRY_LOCK: re.compile(r"(?m)^type = \"(?:directory|file)\""),
    Dependencies.PDM_LOCK: re.compile(r"(?m)^path = \"\./"),
}
UNLOCKED: Final = "could not install what {file} declares: there is no {lock}; "
SETUP_CFG: Final = re.compile(r"(?m)^\[(?:metadata|options)\]")


def kind(
    files: Collection[str],
    requirements: Collection[str],
    document: Table,
    texts: Mapping[str, str],
) -> Dependencies:
    """Return where they are declared; ProjectError that names the tool's file."""
    for lock in LOCKS:
        if lock.value in files and "pyproject.toml" in files:
            return lock
    if Dependencies.PIPFILE_LOCK.value in files:
        return Dependencies.PIPFILE_LOCK
    if requirements:
        return Dependencies.REQUIREMENTS
    if "project" in document:
        return Dependencies.PYPROJECT
    if is_set_up(files, texts):
        return Dependencies.SETUP
    raise ProjectError(_nothing(files, document))


def is_set_up(files: Collection[str], texts: Mapping[str, str]) -> bool:
    """Say whether setuptools' own files make a package of the repository."""
    settings = SETUP_CFG.search(texts.get("setup.cfg", ""))
    return "setup.py" in files or settings is not None


def is_dynamic(document: Table) -> bool:
    """Say whether only a build can tell what the project needs."""
    listed = table(document, "project").get("dynamic")
    return "dependencies" in strings(listed)


def is_local(found: Dependencies, texts: Mapping[str, str]) -> bool:
    """Say whether something that lies in the repository is installed with them."""
    if pattern := INSIDE.get(found):
        return pattern.search(texts.get(found.value, "")) is not None
    if found is Dependencies.PIPFILE_LOCK:
        return '"path":' in texts.get(found.value, "")
    lists = (text for name, text in texts.items() if requirement_files.is_list(name))
    return any(requirement_files.local(text) for text in lists)


def _nothing(files: Collection[str], document: Table) -> str:
    """Say what is missing, by the files of the tool that the repository uses."""
    if table(document, "tool", "poetry"):
        said = UNLOCKED.format(file="[tool.poetry]", lock="poetry.lock")
        return f"{said}run `poetry lock` and commit it"
    if "Pipfile" in files:
        said = UNLOCKED.format(file="Pipfile", lock="Pipfile.lock")
        return f"{said}run `pipenv lock` and commit it"
    for name in ("environment.yml", "environment.yaml"):
        if name in files:
            return (
                f"could not install what '{name}' declares: it is Conda's; add a "
                "requirements.txt with what pip can install"
            )
    further = sorted(name for name in files if _is_further_down(name))
    if further:
        return (
            f"could not find the dependencies at the top; there is '{further[0]}': "
            f"use --source={PurePosixPath(further[0]).parent}, or name the file in "
            "[tool.pipeline.dependencies] test"
        )
    return (
        "could not find the dependencies: there is no uv.lock, poetry.lock, pdm.lock, "
        "Pipfile.lock, requirements.txt, setup.py or pyproject.toml with [project]; "
        "add one, or name another folder with --source"
    )


def _is_further_down(name: str) -> bool:
    path = PurePosixPath(name)
    known = path.name in ("requirements.txt", "pyproject.toml", "uv.lock")
    return known and len(path.parts) > 1
