"""The page's image: size by layer, beside a reference."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from pipeline.core.image.size import FILE, TITLES
from pipeline.core.report.page.parts import section, table
from pipeline.core.verdict import Run
from pipeline.core.words import megabytes

LONGEST: Final = 200

Sizes = Mapping[str, Any]


def measured(run: Run) -> Sizes | None:
    """Return the sizes that a leg has left, None when none has."""
    for leg in run.legs:
        if FILE in leg.files:
            sizes: Sizes = json.loads(leg.files[FILE])
            return sizes
    return None


def image(sizes: Sizes | None) -> list[str]:
    """Return the image's layers as bars, and its size beside others."""
    if sizes is None:
        return []
    largest = max((layer["size"] for layer in sizes["layers"]), default=0) or 1
    rows = [
        (
            _bar(layer["size"] / largest),
            megabytes(layer["size"]),
            megabytes(layer["compressed"]),
            f"<code>{escape(_cut(layer['created_by']))}</code>",
        )
        for layer in sizes["layers"]
    ]
    compared = [
        _compared(sizes["size"], words, sizes[name]["size"])
        for name, words in TITLES.items()
        if sizes.get(name)
    ]
    total = f"{megabytes(sizes['size'])}, {megabytes(sizes['compressed'])} compressed"
    head = ("", "size", "compressed", "layer")
    return section("Image", f"<p>{total}</p>", *compared, table(head, rows))


def _compared(size: float, words: str, other: float) -> str:
    """Say how much smaller or larger than another image this one is."""
    change = 100 * (size - other) / other if other else 0.0
    if abs(change) < 0.05:
        return f"<p>As large as {words}</p>"
    more = "larger" if change > 0 else "smaller"
    return f"<p>{abs(change):.1f} % {more} than {words}, {megabytes(other)}</p>"


def _bar(share: float) -> str:
    return (
        '<svg class="share" aria-hidden="true">'
        f'<rect width="{100 * share:.2f}%" height="100%"/></svg>'
    )


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}..."
