"""The page's findings by file."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from pipeline.core.findings import Finding
from pipeline.core.report.page.parts import section
from pipeline.core.words import counted

SHOWN: Final = 2000


def findings(found: Sequence[Finding]) -> list[str]:
    """Return the findings by file; files with something that blocks are opened."""
    files = [
        _file(path, list(group))
        for path, group in groupby(found[:SHOWN], key=lambda finding: finding.path)
    ]
    if not found:
        files.append("<p>No tool found anything.</p>")
    if len(found) > SHOWN:
        files.append(f"<p>Only {SHOWN} are shown; verdict.json has all.</p>")
    return section(f"Findings ({len(found)})", *files)


def _file(path: str | None, found: Sequence[Finding]) -> str:
    blocking = sum(finding.blocks for finding in found)
    said = counted(len(found), "finding")
    if blocking:
        said += f", <b class=failed>{blocking} blocking</b>"
    name = f"<code>{escape(path)}</code>" if path else "No file"
    items = "".join(_finding(finding) for finding in found)
    return (
        f"<details{' open' if blocking else ''}><summary><h3>{name}</h3>"
        f" <small>{said}</small></summary><ul>{items}</ul></details>"
    )


def _finding(finding: Finding) -> str:
    line = f"line {finding.line}: " if finding.line else ""
    rule = f" <code>{escape(finding.rule)}</code>" if finding.rule else ""
    kind = "failed" if finding.blocks else "note"
    said = f"{line}{escape(finding.message)}{rule} ({escape(finding.tool)})"
    return f'<li class="{kind}">{said}</li>'
