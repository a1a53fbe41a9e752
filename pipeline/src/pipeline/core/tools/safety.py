"""Parse Safety's report, of either of its commands, into findings."""

from collections.abc import Iterator

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun

VULNERABLE = 64


def findings(run: ToolRun) -> list[Finding]:
    """Read the saved report: of `scan` with a key, of `check` with a database."""
    document = read(run, run.report("safety.json"))
    if "scan_results" in document:
        return _scanned(run, document)
    return _checked(run, document)


def looked_at(run: ToolRun) -> int:
    """Count the packages that it has looked at."""
    document = read(run, run.report("safety.json"))
    if "scan_results" in document:
        return sum(1 for _ in _specifications(document))
    return len(document["scanned_packages"].members())


def _checked(run: ToolRun, document: Node) -> list[Finding]:
    found = [
        _vulnerable(
            entry["vulnerability_id"],
            f"{entry['package_name'].text()} {entry['analyzed_version'].text()}: "
            f"{entry['advisory'].text()}",
            entry["CVE"].text() if "CVE" in entry else "",
        )
        for entry in document["vulnerabilities"]
    ]
    run.agrees(len(found), VULNERABLE)
    return found


def _scanned(run: ToolRun, document: Node) -> list[Finding]:
    found = [
        _vulnerable(known["id"], f"{specification['raw'].text()}: vulnerable")
        for specification in _specifications(document)
        for known in specification["vulnerabilities"]["known_vulnerabilities"]
        if "ignored" not in known
    ]
    # What the service's own policy lets pass ends with 0, and is for ours to judge.
    run.agrees(len(found), 0, VULNERABLE)
    return found


def _specifications(document: Node) -> Iterator[Node]:
    """Go through all that a scan has found to be required."""
    for project in document["scan_results"]["projects"]:
        for file in project["files"]:
            for dependency in file["results"]["dependencies"]:
                yield from dependency["specifications"]


def _vulnerable(advisory: Node, message: str, alias: str = "") -> Finding:
    aliases = (alias,) if alias else ()
    rule = advisory.text()
    return Finding("safety", rule, message, Severity.HIGH, aliases=aliases)
