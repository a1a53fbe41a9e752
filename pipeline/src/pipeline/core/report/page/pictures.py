"""The page's screenshots, embedded in it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from pipeline.core.report.page.parts import link, section

PICTURE: Final = ".png"
TRACE: Final = ".zip"
# A browser and a mail take a page of this size; what is more is linked only.
LARGEST: Final = 12_000_000


def pictures(artifacts: Mapping[str, bytes]) -> list[str]:
    """Return pictures and traces; *artifacts* are files of the bundle by path."""
    shown = []
    room = LARGEST
    for path, content in artifacts.items():
        if path.endswith(PICTURE):
            room -= len(content)
            shown.append(_figure(path, content if room >= 0 else None))
    traces = _traces([path for path in artifacts if path.endswith(TRACE)])
    if not shown and not traces:
        return []
    figures = f'<div class="pictures">{"".join(shown)}</div>' if shown else ""
    return section("Pictures", figures, *traces)


def _figure(path: str, content: bytes | None) -> str:
    name = escape(PurePosixPath(path).stem.replace("-", " "))
    caption = f"<figcaption>{link(path)}</figcaption>"
    if content is None:
        return f"<figure>{caption}</figure>"
    data = f"data:image/png;base64,{b64encode(content).decode()}"
    picture = f'<img src="{data}" alt="{name}">'
    return f'<figure><a href="{quote(path)}">{picture}</a>{caption}</figure>'


def _traces(paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    links = "".join(f"<li>{link(path)}</li>" for path in paths)
    return [
        "<p>Every step, with what the page looked like:"
        " <code>playwright show-trace FILE</code></p>",
        f'<ul class="files">{links}</ul>',
    ]
