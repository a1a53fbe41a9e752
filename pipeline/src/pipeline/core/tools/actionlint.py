"""Parse the reports of actionlint and shellcheck on workflows."""

from collections.abc import Sequence
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun, relative

TOOL: Final = "actionlint"
OPTIONS: Final = ("-no-color", "-format={{json .}}")


def command(workflows: Sequence[str]) -> tuple[str, ...]:
    """Return how it reads the workflows."""
    return (TOOL, *OPTIONS, *workflows)


def findings(run: ToolRun) -> list[Finding]:
    """Read its JSON; a workflow that it cannot parse is a finding in it."""
    if run.exit_code not in (0, 1):
        raise run.not_understood(f"exit code {run.exit_code}")
    found = [_finding(entry) for entry in read(run, run.stdout)]
    run.agrees(len(found), 1)
    return found


def _finding(entry: Node) -> Finding:
    return Finding(
        tool=TOOL,
        rule=entry["kind"].text(),
        message=entry["message"].text(),
        severity=Severity.MEDIUM,
        path=relative(entry["filepath"].text()),
        line=entry["line"].position(),
        column=entry["column"].position(),
    )
