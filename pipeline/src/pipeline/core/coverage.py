"""Coverage reports: how much of the code the tests reached."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence

from pipeline.core.document import read
from pipeline.core.junit import written
from pipeline.core.tool import ToolRun


def percent(run: ToolRun) -> float:
    """Return the total of the JSON report that a run left."""
    report = read(run, run.report("coverage.json"))
    return report["totals"]["percent_covered"].number()


def combined(reports: Sequence[str]) -> float | None:
    """Return the percentage of lines and branches that any leg reached."""
    files: dict[str, tuple[set[str], set[str]]] = {}
    for report in reports:
        for path, entry in json.loads(report)["files"].items():
            reached, known = files.setdefault(path, (set(), set()))
            reached |= _marks(entry, "executed_lines", "executed_branches")
            known |= _marks(entry, "missing_lines", "missing_branches")
    total = sum(len(reached | known) for reached, known in files.values())
    if not total:
        return None
    return 100 * sum(len(reached) for reached, _ in files.values()) / total


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
