"""The service's virtual environment, with its dependencies installed."""

from typing import Final

from dagger import Container

from pipeline.containers.toolbox import SOURCE, TOOL_PYTHON, debian, python, variables
from pipeline.core.project.install import commands, lock_command
from pipeline.target import Target

PREFIX: Final = "/opt/environment"
INTERPRETER: Final = f"{PREFIX}/bin/python"


def environment(
    target: Target, version: str, packages: tuple[str, ...] = ()
) -> Container:
    """Install the dependencies of the target's code and tests on one Python.

    Only manifests are looked at, so an edit of the code installs nothing.
    """
    container = (
        python(version)
        .with_(debian(packages))
        .with_(variables({"UV_PROJECT_ENVIRONMENT": PREFIX, "VIRTUAL_ENV": PREFIX}))
        .with_directory(SOURCE, target.manifests)
    )
    for argv in commands(target.project, PREFIX):
        container = container.with_exec(list(argv))
    return container.with_env_variable("PATH", f"{PREFIX}/bin:$PATH", expand=True)


def locked(target: Target) -> Container:
    """Resolve what the service ships with, to the file /locked.txt."""
    container = python(TOOL_PYTHON).with_directory(SOURCE, target.manifests)
    return container.with_exec(list(lock_command(target.project)))
