"""Gather from the files of a repository how it is linted, tested and built."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from pipeline.core.errors import ProjectError
from pipeline.core.project import declared, layout, metadata
from pipeline.core.project.config import Config
from pipeline.core.project.metadata import Table


class Dependencies(Enum):
    """Where the dependencies are declared, the most exact first."""

    UV_LOCK = "uv.lock"
    REQUIREMENTS = "requirements.txt"
    PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """The facts. *declares* holds every package name that the files mention.

    *python* lists the Python files of code and tests: what tools have to look at.
    """

    pythons: tuple[str, ...]
    dependencies: Dependencies
    requirements: tuple[str, ...]
    manifests: tuple[str, ...]
    code: tuple[str, ...]
    tests: tuple[str, ...]
    test_files: tuple[str, ...]
    namespace: bool
    groups: tuple[str, ...]
    packaged: bool
    lists_dependencies: bool
    declares: frozenset[str]
    has_dockerfile: bool
    python: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """The Python files of the code."""
        return layout.within(self.code, self.python)


def inspect(
    pyproject: str | None,
    files: Collection[str],
    texts: Mapping[str, str],
    config: Config,
) -> Project:
    """Read the facts; *texts* holds the contents of manifests by name.

    Raises ProjectError when there is nothing to install or nothing to check.
    """
    document = metadata.parse("pyproject.toml", pyproject or "")
    requirements = tuple(sorted(name for name in files if _is_requirements(name)))
    code = layout.configured("paths", config.paths, files) or layout.code(files)
    tests = layout.configured("tests", config.tests, files) or layout.tests(files)
    return Project(
        pythons=config.python or metadata.pythons(document),
        dependencies=_dependencies(files, requirements, document),
        requirements=requirements,
        manifests=tuple(manifest_names(files)),
        code=code,
        tests=tests,
        test_files=layout.configured("test.files", config.test_files, files),
        namespace=layout.is_namespace(code, files),
        groups=metadata.groups(document),
        packaged=metadata.is_packaged(document),
        lists_dependencies=metadata.lists_dependencies(document),
        declares=declared.names(texts),
        has_dockerfile=config.build_dockerfile in files,
        python=layout.within((*code, *tests), files),
    )


def manifest_names(files: Collection[str]) -> list[str]:
    """List the files that an environment is installed from."""
    fixed = [name for name in ("pyproject.toml", "uv.lock") if name in files]
    return fixed + sorted(name for name in files if _is_requirements(name))


def _is_requirements(name: str) -> bool:
    path = PurePosixPath(name)
    in_folder = path.parent == PurePosixPath("requirements") and path.suffix == ".txt"
    return in_folder or re.fullmatch(r"requirements[^/]*\.txt", name) is not None


def _dependencies(
    files: Collection[str], requirements: Collection[str], document: Table
) -> Dependencies:
    if "uv.lock" in files and "pyproject.toml" in files:
        return Dependencies.UV_LOCK
    if requirements:
        return Dependencies.REQUIREMENTS
    if "project" in document:
        return Dependencies.PYPROJECT
    raise ProjectError(
        "could not find the dependencies: there is no uv.lock, requirements.txt or "
        "pyproject.toml with [project]; add one, or name another folder with --source"
    )
