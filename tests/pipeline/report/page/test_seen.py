"""Does the page look right in a real browser, on every screen, to everybody?"""

import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.core.report.bundle import bundle
from pipeline.core.verdict import Run, Verdict
from tests.complaints import grave, heard, overflows
from tests.pipeline.examples import FINDING, leg

LONG = "a/very/long/path/" * 12
COVERED = {"a.py": {"executed_lines": [1, 2], "missing_lines": [3]}}
LAYER = {"created_by": f"COPY {LONG}", "size": 4e7, "compressed": 2e7}
SIZES = {"layers": [LAYER], "size": 4e7, "compressed": 2e7, "naive": {"size": 4e8}}
SCREENS = (
    pytest.param(1280, "light", id="desk by day"),
    pytest.param(1280, "dark", id="desk by night"),
    pytest.param(390, "light", id="phone by day"),
    pytest.param(390, "dark", id="phone by night"),
)


def picture() -> bytes:
    """Return a red point as PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    point = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + point + chunk(b"IEND", b"")


RICH = Run(
    (
        leg("lint", Verdict.FAILED, findings=(replace(FINDING, path=LONG + "a.py"),)),
        leg(
            "test", name="3.12", files={"coverage.json": json.dumps({"files": COVERED})}
        ),
        leg("security", Verdict.SKIPPED, name="safety", reason=LONG, seconds=0.0),
        leg(
            "build", started=2.0, seconds=70.0, files={"image.json": json.dumps(SIZES)}
        ),
        leg("e2e", artifacts={"board.png": picture(), "trace.zip": b"PK"}),
    ),
    {"typecheck": f"could not understand mypy\n  {LONG}"},
)
GREEN = Run((leg("lint"),))


def opened(browser: Browser, run: Run, folder: Path, width: int, scheme: str) -> Page:
    """Write a bundle and open its page on a screen."""
    for path, content in bundle(run).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    said = heard(page)
    page.goto((folder / "index.html").as_uri())
    assert [] == said
    return page


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("run", [RICH, GREEN], ids=["rich and red", "poor and green"])
def test_everybody_can_read_the_page(
    browser: Browser, tmp_path: Path, run: Run, width: int, scheme: str
) -> None:
    """Nothing sticks out, nothing is pale, nothing fails to load."""
    page = opened(browser, run, tmp_path, width, scheme)
    assert [] == grave(page)
    assert not overflows(page)
    page.context.close()


def test_bars_are_where_their_times_are(browser: Browser, tmp_path: Path) -> None:
    """The axis is 72 seconds long."""
    page = opened(browser, RICH, tmp_path, 1280, "light")
    axis = page.locator(".axis svg").bounding_box()
    bar = page.locator("li", has_text="build").locator("rect").bounding_box()
    assert axis and bar
    assert axis["x"] + axis["width"] * 2 / 72 == pytest.approx(bar["x"], abs=1)
    assert axis["width"] * 70 / 72 == pytest.approx(bar["width"], abs=1)
    page.context.close()


def test_a_picture_is_seen_and_leads_to_its_file(
    browser: Browser, tmp_path: Path
) -> None:
    """It is decoded, not only named."""
    page = opened(browser, RICH, tmp_path, 1280, "light")
    shown = page.get_by_role("img", name="board")
    expect(shown).to_be_visible()
    assert 1 == shown.evaluate("picture => picture.naturalWidth")
    shown.click()
    assert page.url.endswith("/e2e/board.png")
    page.context.close()


def test_the_page_can_be_sent_on_alone(browser: Browser, tmp_path: Path) -> None:
    """Whatever it needs is in it."""
    (tmp_path / "sent.html").write_text(str(bundle(RICH)["index.html"]))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    page.goto((tmp_path / "sent.html").as_uri())
    assert {"file"} == set(asked) - {"data"}
    page.close()
