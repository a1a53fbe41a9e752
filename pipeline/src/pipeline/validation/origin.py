"""Find the file of the repository that a rendered object comes from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.validation.documents import Document, Path

# What is added to names that change with what they hold.
HASH: Final = re.compile(r"-[0-9a-z]{10}")


@dataclass(frozen=True, slots=True)
class Origin:
    """The documents of the folder in which *overlay* lies, and of what it builds on."""

    sources: Sequence[Document]
    overlay: str

    def of(self, document: Document, path: Path) -> tuple[str, int | None]:
        """Return file and line of a field, else of what is nearest to it."""
        candidates = [
            (*source.reach(path), source.file)
            for source in self.sources
            if _is(source.name, document.name) and self._reads(source.file)
        ]
        if not candidates:
            return f"{self.overlay}/kustomization.yaml", None
        # The last one of those that lead as far: an overlay has the last word.
        _, line, file = max(candidates, key=lambda each: each[0])
        return file, line

    def _reads(self, file: str) -> bool:
        """Leave out what lies in another overlay."""
        overlay, path = PurePosixPath(self.overlay), PurePosixPath(file)
        beside = path.is_relative_to(overlay.parent)
        return path.is_relative_to(overlay) or not beside


def _is(source: str, rendered: str) -> bool:
    """Say whether a rendered name is that of a source, which may lack a hash."""
    after = rendered.removeprefix(source)
    return source == rendered or (
        after != rendered and HASH.fullmatch(after) is not None
    )
