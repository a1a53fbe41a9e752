"""A browser before the running composition, that records what it sees."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from local.client import Client
from local.history import history
from tests.complaints import heard, overflows
from tests.composition import address
from tests.integration.tokens import API


@pytest.fixture(name="url", scope="session")
def _url() -> str:
    return address("end-to-end")


@pytest.fixture(name="client", scope="session")
def _client(url: str) -> Client:
    """A client of a ledger that two months have filled."""
    client = Client(url, API)
    for report in history(datetime.now(UTC)):
        client.report(report)
    return client


@pytest.fixture(name="reports", scope="session")
def _reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the report of a run is collected."""
    folder = os.environ.get("REPORTS_DIR")
    return Path(folder) if folder else tmp_path_factory.mktemp("reports")


@pytest.fixture(name="switches", scope="module")
def _switches(url: str) -> list[str]:
    """Let the browser find the service only, and trust it as it would with HTTPS."""
    return [
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {urlsplit(url).hostname}",
        f"--unsafely-treat-insecure-origin-as-secure={url}",
    ]


@pytest.fixture(name="width")
def _width() -> int:
    return 1280


@pytest.fixture(name="page")
def _page(
    browser: Browser,
    url: str,
    reports: Path,
    width: int,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """A page that fails its test when the browser complains of something.

    How it ends is kept as a picture, and every step in a trace.
    """
    name = re.sub(r"\W|_", "-", request.node.name.removeprefix("test_")).strip("-")
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": 844}
    )
    context.tracing.start(screenshots=True, snapshots=True)
    page = context.new_page()
    complaints = heard(page)
    yield page
    page.screenshot(path=reports / f"{name}.png", full_page=True)
    complaints += ["one has to scroll sideways"] if overflows(page) else []
    context.tracing.stop(path=reports / f"{name}.zip")
    context.close()
    if complaints:
        pytest.fail(f"on {page.url}: {'; '.join(complaints)}", pytrace=False)
