"""What a browser, and those who cannot see well, complain of."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

OVERFLOW = "document.documentElement.scrollWidth > window.innerWidth"


def heard(page: Page) -> list[str]:
    """Return a list that grows with what the browser says and fails to load."""
    said: list[str] = []

    def failed(request: Request) -> None:
        said.append(f"{request.method} {request.url}: {request.failure}")

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", failed)
    return said


def grave(page: Page) -> list[str]:
    """Return the serious findings of axe on what the page shows."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Say whether one has to scroll sideways."""
    return bool(page.evaluate(OVERFLOW))
