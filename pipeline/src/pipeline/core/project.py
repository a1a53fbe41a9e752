"""What a repository's files say about how to lint, test and build it."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.config import Config
from pipeline.core.errors import ProjectError

CLASSIFIER: Final = "Programming Language :: Python :: "
DEFAULT_PYTHON: Final = "3.12"
KNOWN_PYTHONS: Final = ("3.11", "3.12")
NOT_CODE: Final = ("docs", "examples", "migrations", "scripts", "tests", "test")


class Dependencies(Enum):
    """Where the dependencies are declared, the most exact first."""

    UV_LOCK = "uv.lock"
    REQUIREMENTS = "requirements.txt"
    PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """The facts. *declares* holds every package name that the files mention."""

    pythons: tuple[str, ...]
    dependencies: Dependencies
    requirements: tuple[str, ...]
    manifests: tuple[str, ...]
    code: tuple[str, ...]
    tests: tuple[str, ...]
    groups: tuple[str, ...]
    packaged: bool
    declares: frozenset[str]
    has_dockerfile: bool


def inspect(
    pyproject: str | None,
    files: Collection[str],
    texts: Mapping[str, str],
    config: Config,
) -> Project:
    """Read the facts; *texts* holds the contents of manifests by name.

    Raises ProjectError when there is nothing to install or nothing to check.
    """
    document = tomllib.loads(pyproject or "")
    requirements = tuple(sorted(f for f in files if _is_requirements(f)))
    dependencies = _dependencies(files, requirements, document)
    return Project(
        pythons=config.python or pythons(document),
        dependencies=dependencies,
        requirements=requirements,
        manifests=tuple(manifest_names(files)),
        code=_present("paths", config.paths, files) or _code(files),
        tests=_present("tests", config.tests, files) or _tests(files),
        groups=tuple(document.get("dependency-groups", {})),
        packaged=_packaged(document),
        declares=frozenset(_names(texts)),
        has_dockerfile=config.build_dockerfile in files,
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
    files: Collection[str],
    requirements: Collection[str],
    document: Mapping[str, object],
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


def pythons(document: Mapping[str, object]) -> tuple[str, ...]:
    """Take the matrix from the classifiers, else from requires-python."""
    project = document.get("project")
    if not isinstance(project, dict):
        return (DEFAULT_PYTHON,)
    named = [
        str(classifier).removeprefix(CLASSIFIER)
        for classifier in project.get("classifiers", [])
        if re.fullmatch(re.escape(CLASSIFIER) + r"3\.[0-9]+", str(classifier))
    ]
    if named:
        return tuple(sorted(set(named), key=_numeric))
    lowest = re.search(r">=\s*(3\.[0-9]+)", str(project.get("requires-python", "")))
    if not lowest:
        return (DEFAULT_PYTHON,)
    at_least = _numeric(lowest[1])
    fitting = tuple(v for v in KNOWN_PYTHONS if _numeric(v) >= at_least)
    return fitting or (lowest[1],)


def _numeric(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _present(
    key: str, paths: tuple[str, ...], files: Collection[str]
) -> tuple[str, ...]:
    """Return the configured paths; a tool would pass over one that is not there."""
    for path in paths:
        if not any(name == path or name.startswith(f"{path}/") for name in files):
            raise ProjectError(
                f"could not find '{path}' of [tool.pipeline] {key}: no such file or "
                "folder in the source; correct it"
            )
    return paths


def _code(files: Collection[str]) -> tuple[str, ...]:
    """Find packages and modules at the top, or under src/."""
    in_src = {f.split("/")[1] for f in files if re.fullmatch(r"src/[^/]+/.*\.py", f)}
    if in_src:
        return ("src",)
    packages = {
        f.split("/")[0] for f in files if re.fullmatch(r"[^/]+/__init__\.py", f)
    }
    modules = {f for f in files if re.fullmatch(r"[^/]+\.py", f)}
    found = packages - set(NOT_CODE) | (modules - {"setup.py", "conftest.py"})
    if not found:
        raise ProjectError(
            "could not find any code: no package or module lies at the top or under "
            "src/; name it in [tool.pipeline] paths"
        )
    return tuple(sorted(found))


def _tests(files: Collection[str]) -> tuple[str, ...]:
    for folder in ("tests", "test"):
        if any(name.startswith(f"{folder}/") for name in files):
            return (folder,)
    return ()


def _packaged(document: Mapping[str, object]) -> bool:
    """Say whether the project itself is to be installed, not just what it needs."""
    tool = document.get("tool", {})
    uv = tool.get("uv", {}) if isinstance(tool, dict) else {}
    return bool(uv.get("package", "build-system" in document))


def _names(texts: Mapping[str, str]) -> set[str]:
    """Collect the package names that manifests mention."""
    names = set()
    for name, text in texts.items():
        if name == "uv.lock":
            names |= {package["name"] for package in tomllib.loads(text)["package"]}
        else:
            names |= {
                m.lower() for m in re.findall(r"(?m)^[\s\"']*([A-Za-z0-9_.-]+)", text)
            }
    return {name.replace("_", "-") for name in names}
