"""The run as one page that needs nothing else: no script, no network, no times."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import quote

from pipeline.core.findings import Finding
from pipeline.core.style import STYLE
from pipeline.core.table import repeats
from pipeline.core.verdict import Leg, Run

SHOWN: Final = 2000


def html(run: Run, coverage: float | None, files: Iterable[str]) -> str:
    """Return verdict, stages, coverage, findings by file and links to *files*."""
    title = f"Pipeline {escape(run.last_line)}"
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        f'<header class="{_word(run.outcome.value)}"><h1>{title}</h1></header>',
        "<main>",
        *_stages(run),
        *_coverage(coverage),
        *_repeats(run),
        *_findings(run.findings),
        *_files(files),
        "</main>",
    ]
    return "\n".join(parts) + "\n"


def _stages(run: Run) -> list[str]:
    """Return the stages in the order of the run, each with its legs."""
    items = [
        _stage(stage, list(legs))
        for stage, legs in groupby(run.legs, key=lambda leg: leg.stage)
    ]
    broken = [
        f"<li><h3>{escape(stage)}</h3>{_badge('could not run', '')}"
        f"<p>{escape(why)}</p></li>"
        for stage, why in run.errors.items()
    ]
    return ['<h2>Stages</h2><ol class="stages">', *items, *broken, "</ol>"]


def _stage(stage: str, legs: Sequence[Leg]) -> str:
    shown = "".join(
        f"<p>{_badge(leg.verdict.value, leg.name)} {escape(leg.reason)}</p>"
        for leg in legs
    )
    return f"<li><h3>{escape(stage)}</h3>{shown}</li>"


def _badge(verdict: str, leg: str) -> str:
    """Say a verdict in words as well as by colour."""
    words = f"{leg} {verdict}".strip()
    return f'<b class="{_word(verdict)}">{escape(words)}</b>'


def _word(verdict: str) -> str:
    return verdict.replace(" ", "-")


def _coverage(coverage: float | None) -> list[str]:
    if coverage is None:
        return []
    bar = f'<meter min="0" max="100" value="{coverage:.2f}"></meter>'
    return [f"<h2>Coverage</h2><p>{bar} {coverage:.2f} % of all legs together</p>"]


def _repeats(run: Run) -> list[str]:
    commands = "\n".join(repeats(run))
    return [f"<h2>Repeat</h2><pre>{escape(commands)}</pre>"] if commands else []


def _findings(findings: Sequence[Finding]) -> list[str]:
    lines = [f"<h2>Findings ({len(findings)})</h2>"]
    shown = findings[:SHOWN]
    for path, group in groupby(shown, key=lambda finding: finding.path or "No file"):
        items = "".join(_finding(finding) for finding in group)
        lines.append(f"<h3><code>{escape(path)}</code></h3><ul>{items}</ul>")
    if len(findings) > SHOWN:
        lines.append(f"<p>Only {SHOWN} are shown; verdict.json has all.</p>")
    return lines


def _finding(finding: Finding) -> str:
    line = f"line {finding.line}: " if finding.line else ""
    rule = f" <code>{escape(finding.rule)}</code>" if finding.rule else ""
    kind = "failed" if finding.blocks else "note"
    said = f"{line}{escape(finding.message)}{rule} ({escape(finding.tool)})"
    return f'<li class="{kind}">{said}</li>'


def _files(files: Iterable[str]) -> list[str]:
    links = "".join(
        f'<li><a href="{quote(path)}">{escape(path)}</a></li>' for path in files
    )
    return [f'<h2>Files</h2><ul class="files">{links}</ul>']
