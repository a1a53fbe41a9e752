"""Errors of a composition that could not start."""

from collections.abc import Mapping

from pipeline.core.findings import Finding


class NotRunning(Exception):
    """The services do not run: what was found, and what they said until then."""

    def __init__(
        self, findings: tuple[Finding, ...], logs: Mapping[str, str] | None = None
    ) -> None:
        super().__init__("; ".join(str(finding) for finding in findings))
        self.findings = findings
        self.logs = logs or {}
