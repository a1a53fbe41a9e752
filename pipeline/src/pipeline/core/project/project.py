"""Gather from the files of a repository how it is linted, tested and built."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.core.project import layout, metadata, pytest_settings, seen
from pipeline.core.project.config import Config
from pipeline.core.project.dependencies import (
    declared,
)
from pipeline.core.project.dependencies import groups as members
from pipeline.core.project.dependencies import (
    kinds,
    pipfile,
    requirement_files,
    shipping,
)
from pipeline.core.project.dependencies.choice import Choice
from pipeline.core.project.dependencies.groups import LeftOut
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.linters import Linters
from pipeline.core.project.metadata import Table

# Pipfile.lock as uv can read it, written beside the manifests.
PIPFILE_ALL = "pipfile-all.txt"
PIPFILE_SHIP = "pipfile-ship.txt"


@dataclass(frozen=True, slots=True)
class Project:
    """The facts. *declares* holds every package name that the files mention.

    *also* is code that is no part of the service, but is looked at like it. *python*
    lists the Python files of code, tests and that: what tools have to look at.
    *local* says whether parts of the repository itself are among its dependencies,
    *needs_build* whether only a build of the project can tell what it needs, and *own*
    names the file that declares that. *generated* are manifests that we write.
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
    name: str = ""
    own: str = "pyproject.toml"
    extras: tuple[str, ...] = ()
    local: bool = False
    needs_build: bool = False
    ship: Choice = Choice()
    test: Choice = Choice()
    types: Choice = Choice()
    linters: Linters = Linters()
    also: tuple[str, ...] = ()
    generated: Mapping[str, str] = field(default_factory=dict)
    document: Table = field(default_factory=dict)

    @property
    def modules(self) -> tuple[str, ...]:
        """The Python files of the code."""
        return layout.within(self.code, self.python)

    @property
    def checked(self) -> tuple[str, ...]:
        """The paths whose types are checked, and which Bandit reads."""
        return layout.outermost((*self.code, *self.also))

    @property
    def checked_modules(self) -> tuple[str, ...]:
        """The Python files at those paths."""
        return layout.within(self.checked, self.python)

    @property
    def linted(self) -> tuple[str, ...]:
        """The paths that are linted: each once, for some tools would count it twice."""
        return layout.outermost((*self.code, *self.tests, *self.also))

    @property
    def needs_source(self) -> bool:
        """Say whether manifests alone are not enough to install dependencies."""
        return self.local or self.needs_build

    def left_out(self, version: str) -> LeftOut:
        """Name groups and extras that are not installed on a Python, with why."""
        return members.left_out(self.document, version or self.pythons[-1])


def inspect(
    pyproject: str | None,
    files: Collection[str],
    texts: Mapping[str, str],
    config: Config,
    given: Collection[str] = (),
) -> Project:
    """Read the facts; *texts* holds the contents of manifests by name.

    *given* are all files, also those that only the image's build sees. Raises
    ProjectError when there is nothing to install or nothing to check.
    """
    document = metadata.parse("pyproject.toml", pyproject or "")
    listed = requirement_files.found(files)
    requirements = listed or Choice.read(config.dependencies_test).files
    kind = kinds.kind(files, requirements, document, texts)
    named = pytest_settings.testpaths(files, texts)
    code = layout.configured("paths", config.paths, files) or _code(files, named)
    tests = layout.configured("tests", config.tests, files) or named
    tests = tests or layout.tests(files, code)
    also = layout.configured("also", config.also, files)
    set_up = kinds.is_set_up(files, texts)
    everything = {*files, *given} - seen.within(given, seen.environments(given))
    return Project(
        pythons=config.python or metadata.pythons(document),
        dependencies=kind,
        requirements=requirements,
        manifests=tuple(manifest_names(files, texts)),
        code=code,
        tests=tests,
        test_files=config.test_files,
        namespace=layout.is_namespace((*code, *also), files),
        groups=metadata.groups(document),
        packaged=metadata.is_packaged(document),
        lists_dependencies=metadata.lists_dependencies(document),
        declares=declared.names(texts),
        has_dockerfile=config.build_dockerfile in {*files, *given},
        python=layout.within((*code, *tests, *also), everything),
        name=metadata.name(document),
        own=_own(document, files),
        extras=members.extras(document, texts),
        local=kinds.is_local(kind, texts),
        needs_build=_needs_build(kind, document, set_up),
        ship=_ship(config, texts, requirements),
        test=Choice.read(config.dependencies_test),
        types=Choice.read(config.dependencies_types),
        linters=Linters.chosen(document, texts),
        also=also,
        generated=_generated(kind, texts),
        document=document,
    )


def _code(files: Collection[str], tests: Collection[str]) -> tuple[str, ...]:
    """Find the code beside the tests, unless all of it lies among them."""
    beside = {*files} - seen.within(files, tests)
    return layout.code(beside if any(n.endswith(".py") for n in beside) else files)


def _own(document: Table, files: Collection[str]) -> str:
    """Name the file that declares what the project itself needs."""
    if "project" in document:
        return "pyproject.toml"
    return "setup.py" if "setup.py" in files else "setup.cfg"


def _needs_build(kind: Dependencies, document: Table, set_up: bool) -> bool:
    """Say whether no file lists what the project needs, but a build would."""
    if kind is Dependencies.REQUIREMENTS or kind is Dependencies.SETUP:
        return set_up and not metadata.lists_dependencies(document)
    return kind is Dependencies.PYPROJECT and kinds.is_dynamic(document)


def _ship(
    config: Config, texts: Mapping[str, str], requirements: Collection[str]
) -> Choice:
    """Return what keys choose for the image, else what its Dockerfile installs."""
    dockerfile = texts.get(config.build_dockerfile, "")
    words = config.dependencies_ship or shipping.words(dockerfile, requirements)
    return Choice.read(words)


def _generated(kind: Dependencies, texts: Mapping[str, str]) -> dict[str, str]:
    if kind is not Dependencies.PIPFILE_LOCK:
        return {}
    lock = texts[kind.value]
    return {
        PIPFILE_ALL: pipfile.requirements(lock, develop=True),
        PIPFILE_SHIP: pipfile.requirements(lock, develop=False),
    }


def manifest_names(
    files: Collection[str], texts: Mapping[str, str] | None = None
) -> list[str]:
    """List the files that an environment is installed from."""
    fixed = [name for name in requirement_files.FIXED if name in files]
    known = {*requirement_files.found(files), *(texts or {})}
    lists = {name for name in known if name.endswith((".txt", ".in"))}
    return [*fixed, *sorted(lists)]
