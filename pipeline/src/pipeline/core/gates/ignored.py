"""Findings that are ignored, with a reason, until a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import Ignored


def weighed(
    finding: Finding, threshold: Severity, entries: Sequence[Ignored], today: date
) -> Finding:
    """Decide whether a finding blocks: bad enough, and not ignored, or no longer."""
    severe = finding.severity.reaches(threshold)
    judged = replace(finding, blocks=finding.blocks and severe)
    names = (finding.rule, *finding.aliases)
    matching = [entry for entry in entries if _is_meant(entry.id, names)]
    return _ignored(judged, matching, today) if matching else judged


def _is_meant(entry: str, names: Sequence[str]) -> bool:
    """Compare by name, or by the folder that an entry like "DS002:a/" ends with."""
    rule, _, folder = entry.partition(":")
    if rule and folder.endswith("/"):
        return any(name.startswith(entry) for name in names)
    return entry in names


def _ignored(finding: Finding, entries: list[Ignored], today: date) -> Finding:
    """Apply the entry that lasts longest; one that has expired is told, not kept."""
    entry = max(entries, key=lambda entry: entry.expires)
    if entry.expires < today:
        said = f"{finding.message} (no longer ignored since {entry.expires})"
        return replace(finding, message=said)
    said = f"{finding.message} (ignored until {entry.expires}: {entry.reason})"
    return replace(finding, message=said, blocks=False)
