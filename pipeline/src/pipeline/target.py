"""The repository that the pipeline runs on, read once a run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from dagger import Directory, dag

from pipeline.core.project import config, project
from pipeline.core.project.layout import TESTS

# Where tools look for their settings.
SETTINGS: Final = (
    "pyproject.toml",
    "setup.cfg",
    "tox.ini",
    "mypy.ini",
    "pytest.ini",
    ".flake8",
    ".isort.cfg",
    ".coveragerc",
    "conftest.py",
)
# A folder of the module's own.
MANIFESTS: Final = "manifests"
HADOLINT: Final = (".hadolint.yaml", ".hadolint.yml")


@dataclass(frozen=True, slots=True)
class Target:
    """A source tree and what its files say about it.

    *manifests* are the files that name dependencies.
    """

    source: Directory
    config: config.Config
    project: project.Project
    manifests: Directory

    @classmethod
    async def read(cls, source: Directory) -> Self:
        """Read a repository; ConfigError or ProjectError when it cannot be used."""
        files = [name for name in await source.glob("**") if not name.endswith("/")]
        texts = {
            name: await source.file(name).contents()
            for name in project.manifest_names(files)
        }
        pyproject = texts.get("pyproject.toml")
        settings = config.parse(pyproject)
        facts = project.inspect(pyproject, files, texts, settings)
        manifests = {name: texts[name] for name in facts.manifests}
        return cls(source, settings, facts, _known_by_content(manifests))

    @property
    def code(self) -> Directory:
        """What linters read: code, tests and the tools' settings."""
        return self._only((*self.project.code, *self.project.tests, *SETTINGS), "*.py")

    @property
    def tested(self) -> Directory:
        """What tests read: code and tests whole, with their data."""
        project = self.project
        paths = (*project.code, *project.tests, *project.test_files, *SETTINGS)
        return self._only((*paths, *project.manifests, "*.py"))

    def suite(self, paths: tuple[str, ...]) -> Directory:
        """What a suite reads that is no part of the tests: its own paths and code."""
        project = self.project
        return self._only(
            (*project.code, *paths, *SETTINGS, *project.manifests, "*.py")
        )

    @property
    def dockerfile(self) -> Directory:
        """What the image is built by, and how that is to be judged."""
        return self._only((self.config.build_dockerfile, *HADOLINT))

    async def apart(self, *paths: str) -> Directory:
        """Return some of the source that the engine knows by what is in it.

        So an edit of anything else makes no tool look at it again. It is to be asked
        for once a run: what is written twice could be read in between.
        """
        # All of the paths are too long for the name of a folder.
        folder = hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]
        await self._only(paths).export(folder)
        return dag.current_module().workdir(folder)

    @property
    def shipped(self) -> Directory:
        """What goes into production in one form or another: all but the tests."""
        tests = [*TESTS, *self.project.tests]
        return dag.directory().with_directory(".", self.source, exclude=tests)

    def _only(self, paths: tuple[str, ...], kind: str = "*") -> Directory:
        """Narrow the source: what a stage does not see cannot make it run again."""
        inside = [f"{path}/**/{kind}" for path in paths]
        return dag.directory().with_directory(
            ".", self.source, include=[*paths, *inside]
        )


def _known_by_content(texts: Mapping[str, str]) -> Directory:
    """Return files that the engine knows by what is in them.

    A part of the source is known by the whole of it: an edit of any file would
    install everything again. Written once: stages read them side by side.
    """
    for name, text in texts.items():
        file = Path(MANIFESTS, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return dag.current_module().workdir(MANIFESTS)
