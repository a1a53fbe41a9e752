"""The repository that the pipeline runs on, read once a run."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

import anyio
from dagger import Directory, File, dag

from pipeline.core.project import config, project, seen, volumes
from pipeline.core.project.dependencies import requirement_files
from pipeline.core.project.layout import TESTS

# A folder of the module's own.
MANIFESTS: Final = "manifests"
# Where tools look for their settings.
SETTINGS: Final = (
    "pyproject.toml",
    "setup.cfg",
    "tox.ini",
    "mypy.ini",
    ".mypy.ini",
    "pytest.ini",
    ".flake8",
    ".isort.cfg",
    ".bandit",
    ".coveragerc",
    ".editorconfig",
    "ruff.toml",
    ".ruff.toml",
    "conftest.py",
)
HADOLINT: Final = (".hadolint.yaml", ".hadolint.yml")
CODE: Final = ("*.py", "*.pyi", "py.typed")


@dataclass(frozen=True, slots=True)
class Target:
    """A source tree and what its files say about it.

    *source* is all that was given, which is what an image is built from. *seen* is
    without what `.gitignore` and `exclude` name, but has the code and what keys name.
    *manifests* are the files that name dependencies, and *owner* names the volumes of
    what they install. *archive* is the image where it was built elsewhere.
    """

    source: Directory
    seen: Directory
    files: tuple[str, ...]
    config: config.Config
    project: project.Project
    manifests: Directory
    owner: str
    archive: File | None = None
    # Stages run side by side: what one writes another must not read half.
    _kept: dict[str, Directory] = field(default_factory=dict)
    _lock: anyio.Lock = field(default_factory=anyio.Lock)

    @classmethod
    async def read(cls, source: Directory) -> Self:
        """Read a repository; ConfigError or ProjectError when it cannot be used."""
        given = await _files(source)
        pyproject = (await _texts(source, given, ["pyproject.toml"])).get(
            "pyproject.toml"
        )
        settings = config.parse(pyproject)
        named = seen.named(settings)
        kept = _kept(source, [*settings.exclude, *seen.environments(given)])
        files = tuple(sorted({*await _files(kept), *seen.within(given, named)}))
        texts = await _manifests(source, files, settings)
        facts = project.inspect(pyproject, files, texts, settings, given)
        code = seen.whole((*facts.code, *facts.tests))
        shown = kept.with_directory(
            ".", source, include=code, exclude=seen.whole(settings.exclude)
        ).with_directory(".", source, include=[*seen.whole(named), *facts.manifests])
        manifests = {name: texts[name] for name in facts.manifests if name in texts}
        owner = volumes.repository(manifests)
        kept_as = _known_by_content(manifests)
        return cls(source, shown, files, settings, facts, kept_as, owner)

    async def code(self) -> Directory:
        """What linters read: all the code, tests and the tools' settings."""
        return await self._known("code", self._code)

    @property
    def fixed(self) -> Directory:
        """The same for changes, which the engine looks for when the call has ended."""
        return self._code

    @property
    def _code(self) -> Directory:
        paths = self.project.linted
        inside = [f"{path}/**/{kind}" for path in paths for kind in CODE]
        include = [*paths, *inside, *SETTINGS]
        return dag.directory().with_directory(
            ".", self.source, include=include, exclude=seen.whole(self.config.exclude)
        )

    async def tested(self) -> Directory:
        """What tests read: all but documents that no code names, or what keys name."""
        seen.check("test.files", self.config.test_files, self.files)
        return await self._read_by(self.project.tests, self.config.test_files)

    async def suite(self, tests: Sequence[str], files: Sequence[str]) -> Directory:
        """What a suite reads that is no part of the tests."""
        return await self._read_by(tests, files)

    async def _read_by(self, tests: Sequence[str], files: Sequence[str]) -> Directory:
        project = self.project
        if files:
            paths = (*project.code, *tests, *files, *SETTINGS, *project.manifests)
            return await self.apart(*paths, "*.py")
        texts = await _read(self.seen, seen.READ)
        unread = list(seen.unread(self.files, texts))
        narrowed = dag.directory().with_directory(".", self.seen, exclude=unread)
        return await self._known("tested", narrowed)

    async def settings(self) -> Mapping[str, str]:
        """Return the texts of the files that tools read their settings from."""
        there = [name for name in await self.source.glob("*") if name in SETTINGS]
        return {name: await self.source.file(name).contents() for name in there}

    @property
    def dockerfile(self) -> Directory:
        """What the image is built by, and how that is to be judged."""
        return self._only((self.config.build_dockerfile, *HADOLINT))

    async def apart(self, *paths: str) -> Directory:
        """Return some of the source that the engine knows by what is in it."""
        return await self._known("\n".join(paths), self._only(paths))

    async def _known(self, key: str, directory: Directory) -> Directory:
        """Return files that the engine knows by what is in them.

        A part of the source is known by the whole of it: an edit of any file would
        make every tool look again.
        """
        # All of the paths are too long for the name of a folder.
        name = hashlib.sha256(key.encode()).hexdigest()[:16]
        async with self._lock:
            if name not in self._kept:
                await directory.export(name)
                self._kept[name] = dag.current_module().workdir(name)
        return self._kept[name]

    @property
    def shipped(self) -> Directory:
        """What goes into production in one form or another: all but the tests."""
        tests = [*TESTS, *self.project.tests]
        return dag.directory().with_directory(".", self.source, exclude=tests)

    def _only(self, paths: Collection[str]) -> Directory:
        """Narrow the source: what a stage does not see cannot make it run again."""
        return dag.directory().with_directory(
            ".", self.source, include=seen.whole(paths)
        )


async def _files(directory: Directory) -> list[str]:
    return [name for name in await directory.glob("**") if not name.endswith("/")]


def _kept(source: Directory, exclude: list[str]) -> Directory:
    """Leave out what Git does not keep, and what settings name."""
    return dag.directory().with_directory(
        ".", source, exclude=seen.whole(exclude), gitignore=True
    )


async def _manifests(
    source: Directory, files: Collection[str], settings: config.Config
) -> dict[str, str]:
    """Read what names dependencies, with what that names, and settings of tools."""
    chosen = requirement_files.chosen(settings)
    more = (*chosen, *seen.SETTINGS, settings.build_dockerfile)
    texts: dict[str, str] = {}
    while wanted := requirement_files.wanted(files, texts, more):
        texts |= await _texts(source, files, wanted)
    return texts


async def _texts(
    source: Directory, files: Collection[str], names: Iterable[str]
) -> dict[str, str]:
    """Read some files, each once."""
    there = [name for name in names if name in files]
    read = await _read(source, there) if there else {}
    # A link to another file is not followed in a copy of a few files.
    links = [name for name in there if name not in read]
    return read | {name: await source.file(name).contents() for name in links}


async def _read(directory: Directory, include: Sequence[str]) -> dict[str, str]:
    """Read files as texts; the API gives none that is not UTF-8."""
    picked = dag.directory().with_directory(".", directory, include=list(include))
    with TemporaryDirectory() as folder:
        await picked.export(folder)
        place = Path(folder)
        return {
            str(file.relative_to(place)): requirement_files.decode(
                str(file.relative_to(place)), file.read_bytes()
            )
            for file in sorted(place.rglob("*"))
            if not file.is_symlink() and file.is_file()
        }


def _known_by_content(texts: Mapping[str, str]) -> Directory:
    """Return files that the engine knows by what is in them.

    A part of the source is known by the whole of it: an edit of any file would
    install everything again. Written once: stages read them side by side, and a run
    may read the base of a change beside the change.
    """
    known = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:16]
    folder = f"{MANIFESTS}-{known}"
    for name, text in texts.items():
        file = Path(folder, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return dag.current_module().workdir(folder)
