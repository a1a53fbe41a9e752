"""Make pictures: of a page, and of a dashboard."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from local import chromium
from monitoring.__main__ import POINTS, picture
from monitoring.boards import ALL
from monitoring.series import Span

WIDTH, HEIGHT = 1280, 800
MINUTES: Final = 15.0


def page(url: str, file: Path) -> None:
    """Take a picture of a page, all of it."""
    found = chromium.executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path, env=dict(found.env), args=["--no-sandbox"]
        )
        try:
            shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            shown.goto(url)
            shown.screenshot(path=file, full_page=True)
        finally:
            browser.close()


def dashboard(name: str, prometheus: str, namespace: str, file: Path) -> None:
    """Draw a dashboard from what Prometheus has measured of late."""
    (board,) = [each for each in ALL if each.name == name]
    end = datetime.now(UTC)
    start = end - timedelta(minutes=MINUTES)
    span = Span(start, end, max(1.0, MINUTES * 60 / POINTS))
    file.write_text(picture(board, prometheus, namespace, span))
