"""Parse the parts of Trivy's report, one function a kind of finding."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.core.document import Node
from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import SCANS

TOOLS: Final = {kind: f"trivy-{kind}" for kind in SCANS}
SEVERITIES: Final = {
    "LOW": Severity.LOW,
    "MEDIUM": Severity.MEDIUM,
    "HIGH": Severity.HIGH,
    "CRITICAL": Severity.CRITICAL,
}
SYSTEM: Final = "os-pkgs"
SYSTEM_LICENCES: Final = "OS Packages"
# Licences that ask for no more than that their text is kept.
FREE: Final = ("notice", "permissive", "unencumbered")
# Trivy puts it beside the GPL; it asks nothing of a program that only imports it.
WEAK: Final = "LGPL-"


def items(node: Node, name: str) -> Iterator[Node]:
    """Go through a list; Trivy leaves out empty ones."""
    return iter(node[name]) if name in node else iter(())


def text(node: Node, name: str) -> str:
    """Return a string; Trivy leaves out empty ones."""
    return node[name].text() if name in node else ""


def _severity(entry: Node) -> Severity:
    """Return how bad it is; what nobody has rated is taken for bad."""
    return SEVERITIES.get(text(entry, "Severity"), Severity.HIGH)


def _vulnerabilities(result: Node, fixable_only: bool) -> Iterator[Finding]:
    # What the distribution installed lies in no file of its own.
    path = None if text(result, "Class") == SYSTEM else result["Target"].text()
    for entry in items(result, "Vulnerabilities"):
        name, rule = entry["PkgName"].text(), entry["VulnerabilityID"].text()
        version, fixed = entry["InstalledVersion"].text(), text(entry, "FixedVersion")
        others = tuple(other.text() for other in items(entry, "VendorIDs"))
        yield Finding(
            tool=TOOLS["vulnerabilities"],
            rule=rule,
            message=f"{name} {version}: {text(entry, 'Title') or 'vulnerable'}; "
            f"fixed in {fixed or 'no version yet'}",
            severity=_severity(entry),
            path=path,
            # Without a fix nobody could turn the gate green again.
            blocks=bool(fixed) or not fixable_only,
            aliases=(*others, f"{rule}:{name}"),
        )


def _secrets(result: Node, fixable_only: bool) -> Iterator[Finding]:
    path = result["Target"].text()
    for entry in items(result, "Secrets"):
        rule = entry["RuleID"].text()
        yield Finding(
            tool=TOOLS["secrets"],
            rule=rule,
            # What it says is no matter for a report.
            message=f"a secret: {entry['Title'].text()}",
            severity=_severity(entry),
            path=path,
            line=entry["StartLine"].position(),
            aliases=(f"{rule}:{path}",),
        )


def _misconfiguration(result: Node, fixable_only: bool) -> Iterator[Finding]:
    path = result["Target"].text()
    for entry in items(result, "Misconfigurations"):
        rule, cause = entry["ID"].text(), entry["CauseMetadata"]
        yield Finding(
            tool=TOOLS["misconfiguration"],
            rule=rule,
            message=f"{entry['Title'].text()}: {entry['Message'].text()}",
            severity=_severity(entry),
            path=path,
            line=cause["StartLine"].position() if "StartLine" in cause else None,
            aliases=(entry["AVDID"].text(), f"{rule}:{path}"),
        )


def _licences(result: Node, fixable_only: bool) -> Iterator[Finding]:
    """Read licences that ask for something; one that nobody knows is told.

    A service is no derived work of the distribution that it is shipped with: of that
    only licences are told that forbid a use, and they do not block.
    """
    system = result["Target"].text() == SYSTEM_LICENCES
    for entry in items(result, "Licenses"):
        category = entry["Category"].text()
        if category in FREE or (system and category != "forbidden"):
            continue
        name, rule = text(entry, "PkgName"), entry["Name"].text()
        yield Finding(
            tool=TOOLS["licences"],
            rule=rule,
            message=f"{name}: its licence is {rule} ({category})",
            severity=_asks(rule, category, entry),
            blocks=not system,
            aliases=(f"{rule}:{name}",),
        )


def _asks(licence: str, category: str, entry: Node) -> Severity:
    if category == "unknown":
        return Severity.LOW
    return Severity.MEDIUM if licence.startswith(WEAK) else _severity(entry)


READERS: Final[Mapping[str, Callable[[Node, bool], Iterator[Finding]]]] = {
    "vulnerabilities": _vulnerabilities,
    "secrets": _secrets,
    "misconfiguration": _misconfiguration,
    "licences": _licences,
}
