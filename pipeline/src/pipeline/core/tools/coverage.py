"""Parse coverage reports: the share of the code that tests reached."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence

from pipeline.core.tools.junit import written


def combined(reports: Sequence[str]) -> float | None:
    """Return the percentage of lines and branches that any leg reached."""
    files = _reached(reports).values()
    total = sum(len(known) for _, known in files)
    if not total:
        return None
    return 100 * sum(len(reached) for reached, _ in files) / total


def by_file(reports: Sequence[str]) -> dict[str, float]:
    """Return the same for each file with anything to reach."""
    return {
        path: 100 * len(reached) / len(known)
        for path, (reached, known) in _reached(reports).items()
        if known
    }


def _reached(reports: Sequence[str]) -> dict[str, tuple[set[str], set[str]]]:
    """Return what any leg reached of each file, and what there is to reach."""
    files: dict[str, tuple[set[str], set[str]]] = {}
    for report in reports:
        for path, entry in json.loads(report)["files"].items():
            reached, known = files.setdefault(path, (set(), set()))
            here = _marks(entry, "executed_lines", "executed_branches")
            reached |= here
            known |= here | _marks(entry, "missing_lines", "missing_branches")
    return files


def _marks(
    entry: Mapping[str, Sequence[object]], lines: str, branches: str
) -> set[str]:
    """Name a file's lines and branches so that legs can be joined."""
    return {f"line {n}" for n in entry[lines]} | {
        f"branch {b}" for b in entry.get(branches, ())
    }


def normalised(report: str) -> str:
    """Return a coverage XML report without the moment it was made."""
    root = ElementTree.fromstring(report)
    root.attrib.pop("timestamp", None)
    return written(root)
