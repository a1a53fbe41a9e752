"""Parse hadolint's report on the Dockerfile into findings."""

from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun, relative

TOOL: Final = "hadolint"
# With findings it would end with 1, as it does when it cannot read the file.
OPTIONS: Final = ("--format=json", "--no-fail")
SEVERITIES: Final = {
    "error": Severity.HIGH,
    "warning": Severity.MEDIUM,
    "info": Severity.LOW,
    "style": Severity.LOW,
}


def command(dockerfile: str) -> tuple[str, ...]:
    """Return how hadolint reads the Dockerfile."""
    return (TOOL, *OPTIONS, dockerfile)


def findings(run: ToolRun) -> list[Finding]:
    """Read hadolint's JSON; a Dockerfile that it cannot parse is a finding in it."""
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    return [_finding(entry) for entry in read(run, run.stdout)]


def _finding(entry: Node) -> Finding:
    # A level that it does not have today is taken for the worst.
    severity = SEVERITIES.get(entry["level"].text(), Severity.HIGH)
    return Finding(
        tool=TOOL,
        rule=entry["code"].text(),
        message=entry["message"].text().strip(),
        severity=severity,
        path=relative(entry["file"].text()),
        line=entry["line"].position(),
        column=entry["column"].position(),
    )
