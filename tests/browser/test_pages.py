"""Can everybody read the pages, on every screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.complaints import grave, overflows

PATHS = (
    "/",
    "/environments/production",
    "/deployments/1",
    "/deployments?text=1.1",
    "/sign-in",
)
SCREENS = (
    pytest.param(1280, "light", id="desk by day"),
    pytest.param(1280, "dark", id="desk by night"),
    pytest.param(820, "light", id="tablet by day"),
    pytest.param(820, "dark", id="tablet by night"),
    pytest.param(360, "light", id="phone by day"),
    pytest.param(360, "dark", id="phone by night"),
)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_open_to_everybody(
    page: Page, path: str, width: int, scheme: str, pictures: Path
) -> None:
    """Whoever cannot see well, and whoever has a small screen."""
    page.goto(path)
    named = path.partition("?")[0].replace("/", "-")
    picture = f"{named}-{width}-{scheme}.png"
    page.screenshot(path=pictures / picture, full_page=True)

    assert [] == grave(page)
    assert not overflows(page)


def test_a_page_that_nobody_can_read_is_noticed(page: Page) -> None:
    """The check can fail: grey on grey, and a picture without words."""
    page.goto("/")
    spoil = "document.body.innerHTML += '<img><p>pale</p>'"
    page.evaluate(spoil)
    page.locator("p", has_text="pale").evaluate(
        "node => node.style.cssText = 'color:#999;background:#aaa'"
    )

    found = " ".join(grave(page))
    assert "image-alt" in found and "color-contrast" in found
