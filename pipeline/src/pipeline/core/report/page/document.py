"""Render the page: one HTML file without scripts or network."""

from collections.abc import Iterable, Mapping
from html import escape

from pipeline.core.report.page import image as page_image
from pipeline.core.report.page.coverage import coverage
from pipeline.core.report.page.findings import findings
from pipeline.core.report.page.parts import link, section, word
from pipeline.core.report.page.pictures import pictures
from pipeline.core.report.page.style import STYLE
from pipeline.core.report.page.time_line import duration, stages
from pipeline.core.table import repeats
from pipeline.core.verdict import Run
from pipeline.core.words import counted, megabytes


def html(run: Run, covered: float | None, files: Mapping[str, str | bytes]) -> str:
    """Return the page of a run; *files* are those of its bundle, to link to."""
    title = f"Pipeline {escape(run.last_line)}"
    sizes = page_image.measured(run)
    artifacts = {
        path: it for path, it in sorted(files.items()) if isinstance(it, bytes)
    }
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        f'<header class="{word(run.outcome.value)}"><h1>{title}</h1></header>',
        "<main>",
        *_facts(run, covered, sizes),
        *_repeats(run),
        *stages(run),
        *findings(run.findings),
        *coverage(run, covered),
        *page_image.image(sizes),
        *pictures(artifacts),
        *_files(files),
        "</main>",
    ]
    return "\n".join(parts) + "\n"


def _facts(
    run: Run, covered: float | None, sizes: page_image.Sizes | None
) -> list[str]:
    """Return the figures that people ask for first."""
    blocking = sum(finding.blocks for finding in run.findings)
    red = len(run.red) + len(run.errors)
    facts = {
        "red": f"{red} of {counted(len(run.legs) + len(run.errors), 'leg')}",
        "findings": f"{blocking} of {len(run.findings)} block",
        "took": f"{duration(run):.1f} s",
    }
    if covered is not None:
        facts["coverage"] = f"{covered:.2f} %"
    if sizes is not None:
        facts["image"] = megabytes(sizes["size"])
    items = (
        f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items()
    )
    return ["<dl>", *items, "</dl>"]


def _repeats(run: Run) -> list[str]:
    commands = "\n".join(repeats(run))
    return section("Repeat", f"<pre>{escape(commands)}</pre>") if commands else []


def _files(files: Iterable[str]) -> list[str]:
    links = "".join(f"<li>{link(path)}</li>" for path in sorted(files))
    return section("Files", f'<ul class="files">{links}</ul>')
