"""Parse Trivy's findings on rendered manifests."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding
from pipeline.core.tool import ToolRun
from pipeline.core.tools.rendered import FOLDER, Places
from pipeline.core.tools.trivy import unread
from pipeline.core.tools.trivy_report import READERS, items

TOOL: Final = "trivy-config"
REPORT: Final = "trivy.json"
# Its checks come with the program: what is red changes with its version only.
COMMAND: Final = (
    *("trivy", "config", "--format=json", f"--output=/reports/{REPORT}"),
    *("--skip-check-update", "--misconfig-scanners=kubernetes", FOLDER),
)


def findings(run: ToolRun, places: Places) -> list[Finding]:
    """Read its report; Trivy ends with 0 whatever it finds."""
    found = [_placed(each, places) for each in _found(run)]
    return [*found, *(replace(each, tool=TOOL) for each in unread(run))]


def looked_at(run: ToolRun) -> int:
    """Count the checks that were made."""
    summaries = [result["MisconfSummary"] for result in _results(run)]
    numbers = (each[name] for each in summaries for name in ("Successes", "Failures"))
    return sum(int(each.number()) for each in numbers)


def _found(run: ToolRun) -> Iterator[Finding]:
    for result in _results(run):
        yield from READERS["misconfiguration"](result, False)


def _results(run: ToolRun) -> Iterator[Node]:
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    for result in items(read(run, run.report(REPORT)), "Results"):
        if "MisconfSummary" in result:
            yield result


def _placed(finding: Finding, places: Places) -> Finding:
    file = (finding.path or "").rpartition("/")[2]
    path, line = places.of(file, finding.line)
    rule = finding.rule
    aliases = (*finding.aliases[:-1], f"{rule}:{path}")
    return replace(finding, tool=TOOL, path=path, line=line, aliases=aliases)
