"""Find code and tests in a repository by names of files and folders."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.errors import ProjectError

NOT_CODE: Final = frozenset(
    ("alembic", "build", "dist", "docs", "examples", "migrations", "scripts")
)
TESTS: Final = ("tests", "test")
TEST_MODULE: Final = re.compile(r"(?:test_.*|.*_test|tests|conftest)\.py")
NOT_THE_SERVICE: Final = frozenset(("setup.py", "noxfile.py"))


def code(files: Collection[str]) -> tuple[str, ...]:
    """Find packages and modules at the top, or src; ProjectError without any."""
    python = [name for name in files if name.endswith(".py")]
    if any(name.startswith("src/") for name in python):
        return ("src",)
    modules = [name for name in python if "/" not in name and _is_service(name)]
    found = [*_packages(python, _projects(files)), *modules]
    if not found:
        raise ProjectError(
            "could not find any code: no package or module lies at the top or under "
            "src/; name it in [tool.pipeline] paths"
        )
    return tuple(sorted(found))


def _projects(files: Collection[str]) -> frozenset[str]:
    """Name the folders at the top that are projects of their own."""
    paths = [PurePosixPath(name) for name in files if name.count("/") == 1]
    return frozenset(path.parts[0] for path in paths if path.name == "pyproject.toml")


def _packages(python: Collection[str], others: frozenset[str]) -> list[str]:
    """Name the folders with packages; without any, folders of modules count as such."""
    inside = [PurePosixPath(name) for name in python if "/" in name]
    regular = {path.parts[0] for path in inside if path.name == "__init__.py"}
    folders = {path.parts[0] for path in inside if len(path.parts) == 2}
    not_code = NOT_CODE.union(TESTS, others)
    for candidates in (regular - not_code, folders - not_code):
        if candidates:
            return [name for name in candidates if name.isidentifier()]
    return []


def within(paths: Collection[str], files: Collection[str]) -> tuple[str, ...]:
    """List the Python files at some paths, or inside them."""
    folders = tuple(f"{path}/" for path in paths)
    inside = (n for n in files if n in paths or n.startswith(folders))
    return tuple(sorted(name for name in inside if name.endswith(".py")))


def outermost(paths: Collection[str]) -> tuple[str, ...]:
    """Leave out what is named twice, or lies in a folder that is named."""
    parents = {path: map(str, PurePosixPath(path).parents) for path in paths}
    return tuple(n for n in parents if not parents.keys() & set(parents[n]))


def is_namespace(code: Collection[str], files: Collection[str]) -> bool:
    """Say whether modules are imported from a folder that has no __init__.py."""
    python = [PurePosixPath(name) for name in files if name.endswith(".py")]
    # A folder of packages is imported by its name where other code lies beside it.
    inside = {path.parts[0] for path in python if len(code) > 1}
    folders = inside | {str(path.parent) for path in python}
    # What lies in src is imported without that name in front.
    named = folders.intersection(code) - {"src", *files}
    return any(f"{folder}/__init__.py" not in files for folder in named)


def is_test(name: str) -> bool:
    """Say whether a Python file is one of the tests, wherever it lies."""
    path = PurePosixPath(name)
    inside = any(part in TESTS for part in path.parts[:-1])
    return inside or TEST_MODULE.fullmatch(path.name) is not None


def _is_service(module: str) -> bool:
    """Tell modules of the service from tests, set-up and settings in Python."""
    importable = module.removesuffix(".py").isidentifier()
    return importable and not is_test(module) and module not in NOT_THE_SERVICE


def tests(files: Collection[str], code: Collection[str] = ()) -> tuple[str, ...]:
    """Find the folder of tests, else test modules at the top, and those in the code."""
    python = [name for name in files if name.endswith(".py")]
    inside = _inner(within(code, python))
    for folder in TESTS:
        if any(name.startswith(f"{folder}/") for name in files):
            return (folder, *inside)
    at_the_top = sorted(name for name in python if "/" not in name and _has_tests(name))
    return (*at_the_top, *inside)


def _inner(code: Collection[str]) -> tuple[str, ...]:
    """Name the folders and modules of tests that lie among the code."""
    found = set()
    for name in code:
        parts = PurePosixPath(name).parts
        folders = [n for n, part in enumerate(parts[:-1]) if part in TESTS]
        if folders:
            found.add("/".join(parts[: folders[0] + 1]))
        elif len(parts) > 1 and _has_tests(name):
            found.add(name)
    return tuple(sorted(found))


def _has_tests(name: str) -> bool:
    return is_test(name) and PurePosixPath(name).name != "conftest.py"


def configured(
    key: str, paths: tuple[str, ...], files: Collection[str]
) -> tuple[str, ...]:
    """Return the configured paths; a tool would pass over one that is not there."""
    for path in paths:
        inside = (name == path or name.startswith(f"{path}/") for name in files)
        if path != "." and not any(inside):
            raise ProjectError(
                f"could not find '{path}' of [tool.pipeline] {key}: no such file or "
                "folder in the source; correct it"
            )
    return _everything(files) if "." in paths else paths


def _everything(files: Collection[str]) -> tuple[str, ...]:
    """Return what "." stands for: all at the top that is Python or holds it."""
    return tuple(sorted({n.split("/")[0] for n in files if n.endswith(".py")}))
