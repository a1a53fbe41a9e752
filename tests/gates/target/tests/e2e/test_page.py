"""Can people see what the shop offers?"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

BROWSER = "chromium-headless-shell"


@pytest.fixture(name="page")
def _page() -> Iterator[Page]:
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(BROWSER), args=["--no-sandbox"]
        )
        page = browser.new_page(base_url=os.environ["SERVICE_URL"])
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        page.screenshot(path=f"{os.environ['REPORTS_DIR']}/shop.png")
        browser.close()
    if said:
        pytest.fail(f"the page complains: {'; '.join(said)}", pytrace=False)


def test_the_page_says_what_is_cheaper(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading")).to_have_text("Shop")
