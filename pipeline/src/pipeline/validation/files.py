"""List the manifests among files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from pipeline.validation.documents import Document, read

SUFFIXES: Final = (".yaml", ".yml")
# It says how manifests are put together: kustomize itself judges that.
KUSTOMIZE: Final = "kustomize.config.k8s.io/"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is no YAML, and where it ceases to be."""

    file: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Files:
    """What files and folders hold."""

    documents: list[Document] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @classmethod
    def read(cls, paths: Iterable[str]) -> "Files":
        """Read all manifests in files and folders."""
        found = cls()
        for file in (each for path in paths for each in _files(Path(path))):
            found.add(str(file), file.read_text())
        return found

    def add(self, file: str, text: str) -> None:
        """Read the manifests of one file."""
        try:
            for document in read(text, file):
                if not document.field("apiVersion").startswith(KUSTOMIZE):
                    self.documents.append(document)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = mark.line + 1 if mark else None
            self.unread.append(Unread(file, line, f"it is no YAML: {error.problem}"))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    yield from sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES)
