"""Name the volumes that code of a repository may have written to."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Final

from pipeline.core.project.metadata import Table, parse, table

# No installer reads these settings. Of any other tool some may be a command.
INERT: Final = frozenset(
    (
        *("bandit", "black", "coverage", "flake8", "isort", "mypy"),
        *("pipeline", "pytest", "ruff"),
    )
)
UNNAMED: Final = "unnamed"


def repository(manifests: Mapping[str, str]) -> str:
    """Return a name that stands for all that these manifests can make uv run.

    A name alone could be taken by another repository. What is written to a volume of
    this name can only come from what the same manifests install.
    """
    read = {file: _read(file, text) for file, text in manifests.items()}
    text = json.dumps(read, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{_name(manifests)}-{digest}"


def _read(file: str, text: str) -> Table | str:
    if file != "pyproject.toml":
        return text
    document = dict(parse(file, text))
    tools = table(document, "tool")
    kept = {name: value for name, value in tools.items() if name not in INERT}
    return {**document, "tool": kept}


def _name(manifests: Mapping[str, str]) -> str:
    """Return the project's name, for people who look at an engine's volumes."""
    document = parse("pyproject.toml", manifests.get("pyproject.toml", ""))
    name = table(document, "project").get("name")
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()) if isinstance(name, str) else ""
    return plain.strip("-")[:40] or UNNAMED


def loads_plugins(settings: Mapping[str, str]) -> bool:
    """Say whether mypy might load code that these files name."""
    return any(
        "plugins" in _spelt(file, text).casefold() for file, text in settings.items()
    )


def _spelt(file: str, text: str) -> str:
    """Return the text without escapes, in which a key could hide."""
    if not file.endswith(".toml"):
        return text
    return json.dumps(parse(file, text), default=str)
