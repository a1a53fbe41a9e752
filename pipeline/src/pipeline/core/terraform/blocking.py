"""Decide which of a linter's findings block."""

from collections.abc import Iterable

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates.ignored import weighed
from pipeline.core.terraform.legs import TOOLS, Looked


def told(
    name: str, looked: Looked, found: Iterable[Finding], count: int
) -> list[Finding]:
    """Decide what blocks; a linter that looked at nothing passes nothing."""
    config = looked.config
    severity, entries = config.terraform_severity, config.terraform_ignore
    told = [weighed(each, severity, entries, looked.today) for each in found]
    if not count:
        said = "it found nothing to look at"
        told.append(Finding(TOOLS[name], "nothing", said, Severity.HIGH))
    return told
