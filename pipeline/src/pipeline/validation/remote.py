"""Find what kustomizations fetch from elsewhere: no change of it is reviewed here."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.validation.documents import Document, read

FILES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
# Fields whose entries kustomize looks for in the folder, and then elsewhere.
FIELDS: Final = (
    *("resources", "components", "bases", "transformers", "generators"),
    *("validators", "configurations", "crds"),
)
# A scheme, a user at a host, a host with a dot, or what only an address of a
# repository has.
ELSEWHERE: Final = re.compile(
    r"^(?:[\w+.-]+::|[\w+.-]+://|gh:|[\w.-]+@|[\w-][\w.-]*\.[a-z]{2,}(?::\d+)?[/:])"
    r"|.//|[?&](?:ref|version|timeout|submodules)=|\.git\b"
)


def remote(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Go through the entries of all kustomizations that name another place."""
    for file in sorted({each for path in paths for each in _inside(Path(path))}):
        try:
            documents = list(read(file.read_text(), str(file)))
        except yaml.MarkedYAMLError:
            # Kustomize says so.
            continue
        for document in documents:
            yield from _entries(document, file.parent)


def _inside(path: Path) -> Iterator[Path]:
    return (each for name in FILES for each in path.rglob(name) if each.is_file())


def _entries(document: Document, folder: Path) -> Iterator[dict[str, Any]]:
    value = document.value if isinstance(document.value, dict) else {}
    for field in FIELDS:
        entries = value.get(field)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, str) and _is_remote(entry, folder):
                _, line = document.reach((field, number))
                said = (
                    f"{field}: '{entry}' comes from elsewhere; keep a copy of it here"
                )
                yield {
                    "rule": "remote",
                    "message": said,
                    "file": document.file,
                    "line": line,
                }


def _is_remote(entry: str, folder: Path) -> bool:
    """Leave alone what is there: an entry may be text, and many lines of it."""
    if "\n" in entry or not ELSEWHERE.search(entry):
        return False
    return "://" in entry or not (folder / entry).exists()
