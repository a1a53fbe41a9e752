"""The service's virtual environment, with its dependencies installed."""

from typing import Final

from dagger import Container, Directory, File

from pipeline.containers.toolbox import (
    SOURCE,
    TOOL_PYTHON,
    Step,
    debian,
    installing,
    python,
    tools,
    variables,
)
from pipeline.core.project.dependencies.install import (
    EXPORTED,
    commands,
    export,
    finishing,
    lock_command,
)
from pipeline.core.project.project import PIPFILE_ALL, PIPFILE_SHIP
from pipeline.target import Target

PREFIX: Final = "/opt/environment"
INTERPRETER: Final = f"{PREFIX}/bin/python"


def environment(
    target: Target,
    version: str,
    packages: tuple[str, ...] = (),
    *,
    types: bool = False,
) -> Container:
    """Install the dependencies of the target's code and tests on one Python.

    Only manifests are looked at, so an edit of the code installs nothing, unless parts
    of the repository are among its dependencies.
    """
    container = (
        _begun(target, version, packages)
        .with_(variables({"UV_PROJECT_ENVIRONMENT": PREFIX, "VIRTUAL_ENV": PREFIX}))
        .with_(_exported(target))
    )
    argvs = commands(target.project, PREFIX, version, types=types)
    container = container.with_(installing(target.owner, *argvs))
    return container.with_env_variable("PATH", f"{PREFIX}/bin:$PATH", expand=True)


def with_source(target: Target, container: Container, source: Directory) -> Container:
    """Bring the source into an environment, and install the project itself there."""
    container = container.with_directory(SOURCE, source)
    return container.with_(installing(target.owner, *finishing(target.project)))


def locked(target: Target) -> Container:
    """Resolve what the service ships with, to the file /locked.txt."""
    container = _begun(target, TOOL_PYTHON, ()).with_(_exported(target, ship=True))
    return container.with_(installing(target.owner, lock_command(target.project)))


def _begun(target: Target, version: str, packages: tuple[str, ...]) -> Container:
    """Start from an interpreter with what the repository needs to install anything."""
    config, project = target.config, target.project
    needed = tuple(dict.fromkeys((*config.dependencies_packages, *packages)))
    return (
        python(version)
        .with_(debian(needed))
        .with_(variables(dict(config.dependencies_environment)))
        .with_directory(
            SOURCE, target.seen if project.needs_source else target.manifests
        )
    )


def _exported(target: Target, *, ship: bool = False) -> Step:
    """Bring another tool's lock as requirements."""
    project = target.project
    text = project.generated.get(PIPFILE_SHIP if ship else PIPFILE_ALL)
    if text is not None:
        return lambda container: container.with_new_file(EXPORTED, text)
    if argv := export(project, ship=ship):
        file = _export(target, argv)
        return lambda container: container.with_file(EXPORTED, file)
    return lambda container: container


def _export(target: Target, argv: tuple[str, ...]) -> File:
    inside = tools("exporters").with_directory(SOURCE, target.manifests)
    return inside.with_exec(list(argv)).file(EXPORTED)
