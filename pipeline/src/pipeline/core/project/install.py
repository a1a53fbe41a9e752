"""Choose how dependencies are installed, by the files that declare them."""

from typing import Final

from pipeline.core.project.project import Dependencies, Project

LOCKED: Final = "/locked.txt"
# What the pipeline runs tests with, where the target names none of its own.
TEST_TOOLS: Final = {"pytest": "pytest==9.2.0", "pytest-cov": "pytest-cov==7.1.0"}
INSTALL: Final = ("uv", "pip", "install", "--quiet")
FROM_PYPROJECT: Final = "--requirements=pyproject.toml"
# The files of the service itself rather than of its developers, the best first.
SHIPPED: Final = (
    "requirements.txt",
    "requirements/base.txt",
    "requirements/prod.txt",
    "requirements/production.txt",
)

Argv = tuple[str, ...]


def commands(project: Project, prefix: str) -> tuple[Argv, ...]:
    """Return what installs everything that code and tests need into *prefix*."""
    missing = [pin for name, pin in TEST_TOOLS.items() if name not in project.declares]
    add = ((*INSTALL, *missing),) if missing else ()
    return (("uv", "venv", "--quiet", prefix), _declared(project), *add)


def _declared(project: Project) -> Argv:
    if project.dependencies is Dependencies.UV_LOCK:
        sync = ("uv", "sync", "--quiet", "--frozen", "--all-groups", "--all-extras")
        return (*sync, "--no-install-project")
    groups = tuple(f"--group={name}" for name in project.groups)
    if project.dependencies is Dependencies.PYPROJECT:
        return (*INSTALL, FROM_PYPROJECT, "--all-extras", *groups)
    files = tuple(f"--requirements={name}" for name in project.requirements)
    # Requirements may be those of developers only, beside the project's own.
    own = (FROM_PYPROJECT,) if project.lists_dependencies else ()
    return (*INSTALL, *files, *own, *groups)


def lock_command(project: Project) -> Argv:
    """Return what writes the pinned packages that the service ships with."""
    if project.dependencies is Dependencies.UV_LOCK:
        export = ("uv", "export", "--quiet", "--frozen", "--no-dev", "--no-hashes")
        return (*export, "--no-emit-project", f"--output-file={LOCKED}")
    compiled = ("uv", "pip", "compile", "--quiet", shipped(project))
    return (*compiled, f"--output-file={LOCKED}")


def shipped(project: Project) -> str:
    """Name the file that declares what the service itself needs."""
    for name in SHIPPED:
        if name in project.requirements:
            return name
    if project.lists_dependencies or not project.requirements:
        return "pyproject.toml"
    return project.requirements[0]
