"""A finding: one thing that a tool reports, whatever the tool."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Self


class Grade(Enum):
    """Closed choices in order, the mildest first."""

    @property
    def rank(self) -> int:
        """Return the place in the order: 0 is the mildest."""
        return list(type(self)).index(self)

    def reaches(self, threshold: Self) -> bool:
        """Say whether this is at least as much as *threshold*."""
        return self.rank >= threshold.rank


class Severity(Grade):
    """How bad a finding is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Confidence(Grade):
    """How sure a tool is of a finding."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Finding:
    """A normalised finding; *blocks* says whether policy lets it stop a release.

    *aliases* are other names of the rule, such as the CVE of an advisory.
    """

    tool: str
    rule: str
    message: str
    severity: Severity = Severity.MEDIUM
    path: str | None = None
    line: int | None = None
    column: int | None = None
    blocks: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return path:line:column as far as it is known."""
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)

    def __str__(self) -> str:
        """Return the finding as one line for people."""
        said = f"{self.message} [{self.rule}]" if self.rule else self.message
        return f"{self.place}: {said}" if self.place else said


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place and drop what is said twice, so that reports do not vary."""
    return tuple(sorted(set(findings), key=_sort_key))


def _sort_key(finding: Finding) -> tuple[str, int, int, str, str, str, int, bool]:
    return (
        finding.path or "",
        finding.line or 0,
        finding.column or 0,
        finding.tool,
        finding.rule,
        finding.message,
        finding.severity.rank,
        finding.blocks,
    )
