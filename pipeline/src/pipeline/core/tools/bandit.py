"""Parse Bandit's report into findings."""

from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Confidence, Finding, Severity
from pipeline.core.tool import ToolRun, relative

TOTALS: Final = "_totals"


def findings(run: ToolRun, least: Confidence) -> list[Finding]:
    """Read Bandit's JSON; what it is less sure of than *least* does not block.

    It passes over files that it cannot parse, and ends with 0: we do not.
    """
    document = read(run, run.stdout)
    found = [_finding(result, least) for result in document["results"]]
    unread = [_unreadable(error) for error in document["errors"]]
    run.agrees(len(found), 1)
    return found + unread


def looked_at(run: ToolRun) -> int:
    """Count the files that Bandit has looked at: its report has numbers of each."""
    metrics = read(run, run.stdout)["metrics"].members()
    return len(metrics.keys() - {TOTALS})


def unseen(run: ToolRun) -> int:
    """Count the lines whose findings comments of the code keep from being told."""
    totals = read(run, run.stdout)["metrics"][TOTALS]
    return sum(int(totals[name].number()) for name in ("nosec", "skipped_tests"))


def _finding(result: Node, least: Confidence) -> Finding:
    # Grades that Bandit leaves open are taken for the worst.
    severity = result["issue_severity"].text().lower()
    confidence = result["issue_confidence"].text().lower()
    sure = Confidence(confidence) if _known(confidence) else Confidence.HIGH
    rule, path = result["test_id"].text(), relative(result["filename"].text())
    return Finding(
        tool="bandit",
        rule=rule,
        message=result["issue_text"].text(),
        severity=Severity(severity) if _known(severity) else Severity.HIGH,
        path=path,
        line=result["line_number"].position(),
        column=result["col_offset"].position(first=0),
        blocks=sure.reaches(least),
        aliases=(f"{rule}:{path}",),
    )


def _known(grade: str) -> bool:
    return grade in {confidence.value for confidence in Confidence}


def _unreadable(error: Node) -> Finding:
    path = relative(error["filename"].text())
    return Finding("bandit", "unreadable", error["reason"].text(), Severity.HIGH, path)
