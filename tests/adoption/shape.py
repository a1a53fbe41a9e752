"""A small repository, and what has to be found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.core.project import config, seen
from pipeline.core.project.dependencies import requirement_files
from pipeline.core.project.dependencies.install import (
    commands,
    export,
    finishing,
    lock_command,
)
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.project import Project, inspect

FLASK: Mapping[str, str] = {"app.py": "", "tests/test_app.py": ""}


@dataclass(frozen=True)
class Shape:
    """The files, and what follows: words that commands must have, or must not.

    *installs* are of the environment, *ships* of the list of what the image has, and
    *builds* of what is done once the source is there.
    """

    name: str
    files: Mapping[str, str]
    kind: Dependencies
    code: tuple[str, ...] = ("app.py",)
    tests: tuple[str, ...] = ("tests",)
    installs: tuple[str, ...] = ()
    not_installed: tuple[str, ...] = ()
    ships: tuple[str, ...] = ()
    not_shipped: tuple[str, ...] = ()
    builds: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    needs_source: bool = False
    pythons: tuple[str, ...] = field(default=("3.12",))

    @property
    def project(self) -> Project:
        """Read the files as the pipeline does."""
        return read(self.files)

    @property
    def installed(self) -> str:
        """Return what makes the environment, in one text."""
        project = self.project
        argvs = (export(project), *commands(project, "/env", self.pythons[0]))
        return _text(argvs)

    @property
    def shipped(self) -> str:
        """Return what lists what the image has."""
        return _text((export(self.project, ship=True), lock_command(self.project)))

    @property
    def built(self) -> str:
        """Return what is done once the source is there."""
        return _text(finishing(self.project))


def read(files: Mapping[str, str]) -> Project:
    """Read a repository of these files."""
    settings = config.parse(files.get("pyproject.toml"))
    chosen = requirement_files.chosen(settings)
    more = (*chosen, *seen.SETTINGS, settings.build_dockerfile)
    texts: dict[str, str] = {}
    while wanted := requirement_files.wanted(files, texts, more):
        texts |= {name: files[name] for name in wanted}
    return inspect(files.get("pyproject.toml"), files, texts, settings)


def _text(argvs: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join(" ".join(argv) for argv in argvs)
