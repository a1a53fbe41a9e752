"""Fetch CRDs from the Go modules of their releases."""

from collections.abc import Iterable
from typing import Final

from dagger import Directory, dag

from pipeline.containers.toolbox import tools, variables
from pipeline.core.manifests.definitions import Extension, needed

WORK: Final = "/work"
MODULES: Final = "/modules"
VARIABLES: Final = {
    # What is fetched is read, never built: any compiler will do.
    "GOTOOLCHAIN": "local",
    "GOFLAGS": "-modcacherw",
    "GOMODCACHE": MODULES,
}


def definitions(manifests: Iterable[str]) -> Directory:
    """Return the definitions that manifests need, a folder for each extension."""
    found = dag.directory()
    for extension in needed(manifests):
        found = found.with_directory(extension.name, _fetched(extension))
    return found


def _fetched(extension: Extension) -> Directory:
    """Let Go fetch a module, and refuse one of another digest."""
    container = (
        tools("go")
        .with_(variables(VARIABLES))
        .with_workdir(WORK)
        .with_new_file(f"{WORK}/go.mod", "module definitions\n")
        .with_new_file(f"{WORK}/go.sum", extension.pins)
        .with_exec(list(extension.command))
    )
    return container.directory(f"{MODULES}/{extension.place}")
