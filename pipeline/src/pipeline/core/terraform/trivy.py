"""Parse Trivy's findings on Terraform's code."""

from dataclasses import replace
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding
from pipeline.core.gates.scan_counts import ignored_at
from pipeline.core.terraform.blocking import told
from pipeline.core.terraform.folders import NEVER
from pipeline.core.terraform.legs import TOOLS, TRIVY, Looked, leg
from pipeline.core.tool import ROOT, ToolRun
from pipeline.core.tools.trivy import unread
from pipeline.core.tools.trivy_report import READERS, items
from pipeline.core.verdict import Leg

# Its checks come with the program: what is red changes with its version only.
REPORT: Final = "trivy.json"


def judge(looked: Looked, run: ToolRun, ignoring: int = 0) -> Leg:
    """Turn Trivy's report on code, with this many comments to ignore, into a leg."""
    count = looked_at(run)
    found = told(TRIVY, looked, findings(run, looked.folders.root), count)
    judged = leg(TRIVY, looked, found, [run], {"checks": count})
    return replace(judged, left_out=ignored_at(ignoring))


def command(root: str) -> tuple[str, ...]:
    """Return how Trivy looks at code."""
    return (
        *("trivy", "config", "--format=json", f"--output=/reports/{REPORT}"),
        *("--skip-check-update", "--misconfig-scanners=terraform"),
        *(f"--skip-dirs=**/{NEVER}", f"{ROOT}{root}"),
    )


def findings(run: ToolRun, root: str) -> list[Finding]:
    """Read what Trivy says; it ends with 0 whatever it finds."""
    found = [
        finding
        for result in _results(run)
        for finding in READERS["misconfiguration"](result, False)
    ]
    return [_placed(each, root) for each in (*found, *unread(run))]


def looked_at(run: ToolRun) -> int:
    """Count the checks that were made."""
    summaries = [result["MisconfSummary"] for result in _results(run)]
    numbers = (each[name] for each in summaries for name in ("Successes", "Failures"))
    return sum(int(each.number()) for each in numbers)


def _results(run: ToolRun) -> list[Node]:
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    results = items(read(run, run.report(REPORT)), "Results")
    return [result for result in results if "MisconfSummary" in result]


def _placed(finding: Finding, root: str) -> Finding:
    """Name the file as the repository does: Trivy was shown one folder of it."""
    path = f"{root}/{finding.path}" if finding.path else root
    aliases = (*finding.aliases[:-1], f"{finding.rule}:{path}")
    return replace(finding, tool=TOOLS[TRIVY], path=path, aliases=aliases)
