"""Write a run as Markdown, for a job summary or a comment."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from pipeline.core.findings import Finding
from pipeline.core.foreign import code
from pipeline.core.foreign import markdown as markdown_of
from pipeline.core.foreign import plain
from pipeline.core.table import repeats
from pipeline.core.verdict import Run, Verdict

MARKS: Final = {
    Verdict.PASSED: "✅",
    Verdict.FAILED: "❌",
    Verdict.SKIPPED: "⚪",
    Verdict.ABSENT: "➖",
}
# A job summary is refused as a whole above a megabyte.
SHOWN: Final = 500
# A leg names all that is left out.
NOTE: Final = 5000


def markdown(run: Run, coverage: float | None) -> str:
    """Return verdict, stages, findings by file and the commands that repeat them."""
    lines = [f"# Pipeline {markdown_of(run.last_line)}", "", *_stages(run)]
    if coverage is not None:
        lines += ["", f"Coverage of all legs together: {coverage:.1f} %"]
    lines += _findings(run.findings[:SHOWN])
    if (left := len(run.findings) - SHOWN) > 0:
        lines += ["", f"... and {left} more, in verdict.json"]
    if commands := [plain(each).replace("`", "'") for each in repeats(run)]:
        lines += ["", "## Repeat", "", "```sh", *commands, "```"]
    return "\n".join(lines) + "\n"


def _stages(run: Run) -> list[str]:
    lines = ["| stage | leg | verdict | note |", "| --- | --- | --- | --- |"]
    for leg in run.legs:
        verdict = f"{MARKS[leg.verdict]} {leg.verdict.value}"
        cells = (leg.stage, markdown_of(leg.name), verdict, markdown_of(leg.note, NOTE))
        lines.append(f"| {' | '.join(cells)} |")
    for stage, why in run.errors.items():
        lines.append(f"| {stage} | | 💥 could not run | {markdown_of(why)} |")
    return lines


def _findings(findings: Iterable[Finding]) -> list[str]:
    lines = []
    for path, group in groupby(findings, key=lambda finding: finding.path or ""):
        lines += ["", f"## {markdown_of(path) or 'No file'}", ""]
        lines += [_line(finding) for finding in group]
    return lines


def _line(finding: Finding) -> str:
    place = f"line {finding.line}: " if finding.line else ""
    rule = f" {code(finding.rule)}" if finding.rule else ""
    return (
        f"- {place}{markdown_of(finding.message)}{rule} ({markdown_of(finding.tool)})"
    )
