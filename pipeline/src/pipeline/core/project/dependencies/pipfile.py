"""Write Pipfile.lock as requirements: it names every package with its version."""

import json
from collections.abc import Mapping
from typing import Final

from pipeline.core.errors import ProjectError

SECTIONS: Final = ("default", "develop")

Entry = Mapping[str, object]


def requirements(lock: str, *, develop: bool) -> str:
    """Return a requirement a line, with the developers' packages or without."""
    try:
        document = json.loads(lock)
    except json.JSONDecodeError as error:
        raise ProjectError(
            f"could not read 'Pipfile.lock': {error}; run `pipenv lock`"
        ) from error
    found: dict[str, str] = {}
    for section in SECTIONS if develop else SECTIONS[:1]:
        entries = document.get(section, {}) if isinstance(document, dict) else {}
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                found.setdefault(name, _line(name, entry))
    return "".join(f"{line}\n" for line in found.values())


def _line(name: str, entry: Entry) -> str:
    if path := entry.get("path"):
        return f"-e {path}" if entry.get("editable") else str(path)
    extras = entry.get("extras")
    listed = ",".join(map(str, extras)) if isinstance(extras, list) else ""
    full = f"{name}[{listed}]" if listed else name
    marker = f" ; {entry['markers']}" if entry.get("markers") else ""
    if git := entry.get("git"):
        return f"{full} @ git+{git}@{entry.get('ref', 'HEAD')}{marker}"
    if file := entry.get("file"):
        return f"{full} @ {file}{marker}"
    return f"{full}{entry.get('version', '')}{marker}"
