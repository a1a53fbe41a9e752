"""The run as Markdown, for a job summary or a comment."""

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.core.findings import Finding
from pipeline.core.table import repeats
from pipeline.core.verdict import Run, Verdict

MARKS = {Verdict.PASSED: "✅", Verdict.FAILED: "❌", Verdict.SKIPPED: "⚪"}


def markdown(run: Run, coverage: float | None) -> str:
    """Return verdict, stages, findings by file and the commands that repeat them."""
    lines = [f"# Pipeline {_escaped(run.last_line)}", ""]
    lines += ["| stage | leg | verdict | note |", "| --- | --- | --- | --- |"]
    for leg in run.legs:
        verdict = f"{MARKS[leg.verdict]} {leg.verdict.value}"
        cells = (leg.stage, leg.name, verdict, _escaped(leg.reason))
        lines.append(f"| {' | '.join(cells)} |")
    for stage, why in run.errors.items():
        lines.append(f"| {stage} | | 💥 could not run | {_escaped(why)} |")
    if coverage is not None:
        lines += ["", f"Coverage of all legs together: {coverage:.1f} %"]
    lines += _findings(run.findings)
    if commands := repeats(run):
        lines += ["", "## Repeat", "", "```sh", *commands, "```"]
    return "\n".join(lines) + "\n"


def _findings(findings: Iterable[Finding]) -> list[str]:
    lines = []
    for path, group in groupby(findings, key=lambda finding: finding.path or ""):
        lines += ["", f"## {_escaped(path) or 'No file'}", ""]
        for finding in group:
            line = f"line {finding.line}: " if finding.line else ""
            rule = f" `{finding.rule}`" if finding.rule else ""
            lines.append(f"- {line}{_escaped(finding.message)}{rule} ({finding.tool})")
    return lines


def _escaped(text: str) -> str:
    """Keep what tools say from being read as Markdown or HTML."""
    flat = " ".join(text.split())
    flat = flat.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_\[\]|#])", r"\\\1", flat)
