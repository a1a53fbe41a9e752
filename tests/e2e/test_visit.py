"""Can people use the service as it will run, with nothing but a browser?"""

import re
from datetime import UTC, datetime
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from local.client import Client
from tests.integration.tokens import PERSON


@pytest.fixture(name="version")
def _version(client: Client) -> str:
    """A release that a pipeline has just reported."""
    version = f"1.0.0-{token_hex(4)}"
    client.report(
        {
            "environment": "staging",
            "digest": f"sha256:{token_hex(32)}",
            "commit": token_hex(20),
            "version": version,
            "status": "healthy",
            "actor": "e2e",
            "time": datetime.now(UTC).isoformat(),
        }
    )
    return version


def sign_in(page: Page) -> None:
    """Fill in the form."""
    page.goto("/sign-in")
    page.get_by_label("Your token").fill(PERSON)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Account")


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_the_board_shows_what_was_just_reported(
    page: Page, version: str, width: int
) -> None:
    """On the card of its environment and on top of the list."""
    page.goto("/")
    card = page.locator(".card", has_text="staging")
    expect(card.locator(".release")).to_contain_text(version)
    expect(page.locator("tbody tr").first).to_contain_text(version)


def test_the_history_of_an_environment_has_the_report(page: Page, version: str) -> None:
    """And leads to its page."""
    page.goto("/environments/staging")
    report = page.locator("tbody tr").first.get_by_role("link", name=version)
    expect(report).to_have_attribute("href", re.compile(r"^/deployments/\d+$"))


def test_a_person_signs_in(page: Page) -> None:
    """Redis keeps the session."""
    sign_in(page)
    page.reload()
    expect(page.locator("main")).to_contain_text("You are signed in as")


def test_a_person_signs_out(page: Page) -> None:
    """And is asked for the token again."""
    sign_in(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What runs where")
    page.goto("/sign-in")
    expect(page.get_by_label("Your token")).to_be_visible()


def test_a_note_stays_with_its_deployment(page: Page, version: str) -> None:
    """PostgreSQL keeps it, as it was typed."""
    sign_in(page)
    page.goto("/")
    page.get_by_role("link", name=version).first.click()
    page.get_by_label("A note from").fill("Looks <b>good</b>.\nShip it.")
    page.get_by_role("button", name="Add the note").click()
    note = page.locator(".note .text").last
    expect(note).to_have_text("Looks <b>good</b>.\nShip it.")
    page.reload()
    expect(note).to_have_text("Looks <b>good</b>.\nShip it.")
