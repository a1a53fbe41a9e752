"""Choose how dependencies are installed, by the files that declare them."""

from collections.abc import Sequence
from typing import Final

from pipeline.core.project.dependencies.choice import Choice
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.metadata import table
from pipeline.core.project.project import Project

LOCKED: Final = "/locked.txt"
# A lock that only the tool which wrote it can read, as requirements.
EXPORTED: Final = "/exported.txt"
# What the pipeline runs tests with, where the target names none of its own.
TEST_TOOLS: Final = {"pytest": "pytest==9.2.0", "pytest-cov": "pytest-cov==7.1.0"}
INSTALL: Final = ("uv", "pip", "install", "--quiet")
SYNC: Final = ("uv", "sync", "--quiet", "--frozen", "--no-install-project")
NOT_OURS: Final = ("--no-emit-project", "--no-emit-workspace")
FROM_PYPROJECT: Final = "--requirements=pyproject.toml"
POETRY: Final = ("poetry", "export", "--no-interaction", "--without-hashes")
PDM: Final = ("pdm", "export", "--format=requirements", "--no-hashes")
# The files of the service itself rather than of its developers, the best first.
SHIPPED: Final = (
    "requirements.txt",
    "requirements/base.txt",
    "requirements/prod.txt",
    "requirements/production.txt",
    "requirements.in",
)
# Words in the names of files that no image is made from.
DEVELOPERS: Final = ("dev", "test", "lint", "doc", "local", "ci", "typ", "debug")

Argv = tuple[str, ...]


def commands(
    project: Project, prefix: str, version: str = "", *, types: bool = False
) -> tuple[Argv, ...]:
    """Return what installs everything that code and tests need into *prefix*."""
    missing = [pin for name, pin in TEST_TOOLS.items() if name not in project.declares]
    add = ((*INSTALL, *missing),) if missing else ()
    wanted = project.test
    if types and project.types.any:
        wanted = project.types
    return (
        ("uv", "venv", "--quiet", prefix),
        *_declared(project, wanted, version),
        *add,
    )


def finishing(project: Project) -> tuple[Argv, ...]:
    """Return what installs the project itself, once its source is there."""
    if project.needs_build:
        extras = project.test.extras or project.extras
        named = f"[{','.join(extras)}]" if extras else ""
        return ((*INSTALL, f"--editable=.{named}"),)
    if project.packaged:
        return ((*INSTALL, "--no-deps", "--editable=."),)
    return ()


def _declared(project: Project, wanted: Choice, version: str) -> tuple[Argv, ...]:
    if project.dependencies is Dependencies.UV_LOCK:
        return (_sync(project, wanted, version),)
    if export(project) or project.dependencies is Dependencies.PIPFILE_LOCK:
        return ((*INSTALL, f"--requirements={EXPORTED}"),)
    words = _requirements(project, wanted)
    return ((*INSTALL, *words),) if words else ()


def _sync(project: Project, wanted: Choice, version: str) -> Argv:
    everything = _all_packages(project)
    if wanted.any:
        members = (*_options("group", wanted.groups), *_options("extra", wanted.extras))
        return (*SYNC, *everything, "--no-default-groups", *members)
    without = (f"--no-{each.replace(':', '=')}" for each in project.left_out(version))
    return (*SYNC, *everything, "--all-groups", "--all-extras", *without)


def _all_packages(project: Project) -> Argv:
    """Return the option without which a workspace that is no project has nothing."""
    workspace = table(project.document, "tool", "uv", "workspace")
    return ("--all-packages",) if workspace and not project.name else ()


def _requirements(project: Project, wanted: Choice) -> Argv:
    """Return files, groups and extras as pip's options."""
    files = wanted.files if wanted.any else project.requirements
    groups = wanted.groups if wanted.any else project.groups
    words = tuple(f"--requirements={name}" for name in files)
    # Requirements may be those of developers only, beside the project's own.
    if project.lists_dependencies:
        extras = _options("extra", wanted.extras) if wanted.any else ("--all-extras",)
        alone = project.dependencies is Dependencies.PYPROJECT or bool(wanted.extras)
        words = (*words, FROM_PYPROJECT, *(extras if alone else ()))
    return (*words, *_options("group", groups))


def _options(name: str, values: Sequence[str]) -> Argv:
    return tuple(f"--{name}={value}" for value in values)


def export(project: Project, *, ship: bool = False) -> Argv:
    """Return what writes another tool's lock as requirements, nothing for uv's own."""
    wanted = project.ship if ship else project.test
    if project.dependencies is Dependencies.POETRY_LOCK:
        chosen = (*_options("with", wanted.groups), *_options("extras", wanted.extras))
        all_of_it = () if ship or wanted.any else ("--all-groups", "--all-extras")
        return (*POETRY, *chosen, *all_of_it, f"--output={EXPORTED}")
    if project.dependencies is Dependencies.PDM_LOCK:
        chosen = _options("with", (*wanted.groups, *wanted.extras))
        everything = ("--prod",) if ship else ("--with=:all",)
        # Chosen members are beside the project's own dependencies.
        rest = everything if ship or not wanted.any else ()
        return (*PDM, *chosen, *rest, f"--output={EXPORTED}")
    return ()


def lock_command(project: Project) -> Argv:
    """Return what writes the pinned packages that the service ships with."""
    if project.dependencies is Dependencies.UV_LOCK:
        argv = ("uv", "export", "--quiet", "--frozen", "--no-dev", "--no-hashes")
        extras = _options("extra", project.ship.extras)
        groups = _options("group", project.ship.groups)
        only = ("--no-default-groups", *NOT_OURS, *extras, *groups)
        return (*argv, *_all_packages(project), *only, f"--output-file={LOCKED}")
    if project.dependencies is Dependencies.PIPFILE_LOCK or export(project):
        return ("cp", EXPORTED, LOCKED)
    own = (f"--no-emit-package={project.name}",) if project.name else ()
    extras = _options("extra", project.ship.extras) if _is_project(project) else ()
    compiled = ("uv", "pip", "compile", "--quiet", *shipped(project), *extras, *own)
    return (*compiled, f"--output-file={LOCKED}")


def _is_project(project: Project) -> bool:
    return any(not name.endswith((".txt", ".in")) for name in shipped(project))


def shipped(project: Project) -> tuple[str, ...]:
    """Name the files that declare what the service itself needs."""
    if project.ship.files:
        return project.ship.files
    for name in SHIPPED:
        if name in project.requirements:
            return (name,)
    if project.lists_dependencies or not project.requirements:
        return (project.own,)
    service = [n for n in project.requirements if not is_for_developers(n)]
    if service:
        return (service[0],)
    return (project.own,) if project.needs_build else (project.requirements[0],)


def is_for_developers(name: str) -> bool:
    """Say whether a requirement file's name is one of those that nobody ships."""
    last = name.rpartition("/")[2].lower().removeprefix("requirements")
    return any(word.startswith(DEVELOPERS) for word in last.strip("-_.").split("-"))
