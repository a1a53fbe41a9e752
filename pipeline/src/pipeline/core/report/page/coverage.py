"""The page's coverage: the total, and the files that tests reach least."""

from html import escape
from typing import Final

from pipeline.core.report.page.parts import section, table
from pipeline.core.tools.coverage import by_file
from pipeline.core.verdict import Run

SHOWN: Final = 50


def coverage(run: Run, covered: float | None) -> list[str]:
    """Return the coverage of all legs together, where any measured it."""
    if covered is None:
        return []
    files = by_file(run.reports("coverage.json"))
    least = sorted((share, path) for path, share in files.items() if share < 100)
    total = f"<p>{_bar(covered)} {covered:.2f} % of all legs together</p>"
    return section("Coverage", total, *_files(least))


def _files(least: list[tuple[float, str]]) -> list[str]:
    if not least:
        return []
    rows = [
        (_bar(share), f"{share:.2f} %", f"<code>{escape(path)}</code>")
        for share, path in least[:SHOWN]
    ]
    left = len(least) - SHOWN
    more = [f"<p>... and {left} more</p>"] if left > 0 else []
    return [table(("", "covered", "file"), rows), *more]


def _bar(share: float) -> str:
    """Draw a share; its number stands beside it."""
    return (
        '<svg class="share" aria-hidden="true"><rect class="all" width="100%" '
        f'height="100%"/><rect width="{share:.2f}%" height="100%"/></svg>'
    )
