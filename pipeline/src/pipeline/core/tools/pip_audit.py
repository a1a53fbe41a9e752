"""Parse pip-audit's report into findings."""

from dataclasses import dataclass

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun


@dataclass(frozen=True, slots=True)
class Audit:
    """How many packages were audited, what was found, and why others were not."""

    audited: int
    findings: tuple[Finding, ...]
    passed_over: tuple[str, ...]


def audit(run: ToolRun) -> Audit:
    """Read pip-audit's JSON."""
    packages = list(read(run, run.stdout)["dependencies"])
    audited = [package for package in packages if "skip_reason" not in package]
    found = [_advisory(p, known) for p in audited for known in p["vulns"]]
    run.agrees(len(found), 1)
    reasons = [p["skip_reason"].text() for p in packages if "skip_reason" in p]
    return Audit(len(audited), tuple(found), tuple(reasons))


def _advisory(package: Node, known: Node) -> Finding:
    name, version = package["name"].text(), package["version"].text()
    fixed = ", ".join(fix.text() for fix in known["fix_versions"])
    return Finding(
        tool="pip-audit",
        rule=known["id"].text(),
        message=f"{name} {version}: fixed in {fixed or 'no version yet'}",
        # pip-audit knows no severities; what it lists is taken for bad.
        severity=Severity.HIGH,
        aliases=tuple(alias.text() for alias in known["aliases"]),
    )
