"""How the target's dependencies are installed: a matter of what declares them."""

from typing import Final

from pipeline.core.project import Dependencies, Project

LOCKED: Final = "/locked.txt"
# What the pipeline runs tests with, where the target names none of its own.
TEST_TOOLS: Final = {"pytest": "pytest==9.2.0", "pytest-cov": "pytest-cov==7.1.0"}

Argv = tuple[str, ...]


def commands(project: Project, prefix: str) -> tuple[Argv, ...]:
    """Return what installs everything that code and tests need into *prefix*."""
    missing = [pin for name, pin in TEST_TOOLS.items() if name not in project.declares]
    add = (("uv", "pip", "install", "--quiet", *missing),) if missing else ()
    return (("uv", "venv", "--quiet", prefix), *_declared(project), *add)


def _declared(project: Project) -> tuple[Argv, ...]:
    install = ("uv", "pip", "install", "--quiet")
    if project.dependencies is Dependencies.UV_LOCK:
        sync = ("uv", "sync", "--quiet", "--frozen", "--all-groups", "--all-extras")
        return ((*sync, "--no-install-project"),)
    if project.dependencies is Dependencies.REQUIREMENTS:
        return (
            (*install, *(f"--requirements={name}" for name in project.requirements)),
        )
    groups = tuple(f"--group={name}" for name in project.groups)
    return ((*install, "--requirements=pyproject.toml", "--all-extras", *groups),)


def lock_command(project: Project) -> Argv:
    """Return what writes the pinned packages that the service ships with."""
    if project.dependencies is Dependencies.UV_LOCK:
        export = ("uv", "export", "--quiet", "--frozen", "--no-dev", "--no-hashes")
        return (*export, "--no-emit-project", f"--output-file={LOCKED}")
    shipped = "pyproject.toml"
    if project.dependencies is Dependencies.REQUIREMENTS:
        shipped = shipped_requirements(project)
    return ("uv", "pip", "compile", "--quiet", shipped, f"--output-file={LOCKED}")


def shipped_requirements(project: Project) -> str:
    """Return the requirements file of the service itself, not of its developers."""
    for name in ("requirements.txt", "requirements/base.txt", "requirements/prod.txt"):
        if name in project.requirements:
            return name
    return project.requirements[0]
