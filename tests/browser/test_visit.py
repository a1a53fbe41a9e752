"""Can people use the board, with nothing but a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.examples import PERSON_TOKEN
from tests.places import Place
from tests.serving import Server, serving


def sign_in(page: Page, token: str) -> None:
    """Fill in the form."""
    page.goto("/sign-in")
    page.get_by_label("Your token").fill(token)
    page.get_by_role("button", name="Sign in").click()


def test_the_board_tells_what_runs_where(page: Page) -> None:
    """Three environments in the order of promotion, each with its health."""
    page.goto("/")
    cards = page.locator(".card")

    assert ["dev", "staging", "production"] == cards.locator("h2").all_inner_texts()
    assert 3 == cards.locator(".release .badge").count()
    expect(cards.first.locator(".coming")).to_contain_text("is on its way")
    assert 20 == page.locator("tbody tr").count()


def test_every_figure_has_words_and_a_plot(page: Page) -> None:
    """No script draws them: they are there when the page is."""
    page.goto("/environments/dev")
    figures = page.locator(".figure")

    assert 4 == figures.count()
    assert 4 == page.get_by_role("img", name="by day").count()
    assert figures.first.locator("rect").count() > 0


def test_a_mark_on_the_time_line_leads_to_its_deployment(page: Page) -> None:
    """With its words for those who cannot see it."""
    page.goto("/")
    mark = page.locator(".time-line a").last
    version = str(mark.get_attribute("aria-label")).split()[1]
    mark.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(version)


def test_what_waits_for_production_is_listed(page: Page) -> None:
    """With its commit, which leads to all that was reported of it."""
    page.goto("/")
    ahead = page.locator(".ahead li")
    assert ahead.count() > 0
    commit = ahead.first.locator("code").inner_text()
    ahead.first.get_by_role("link").click()

    expect(page.locator("tbody tr").first).to_contain_text(commit)


def test_reports_are_found_by_a_form(page: Page) -> None:
    """By a part of their version, in one environment."""
    page.goto("/deployments")
    page.get_by_label("Version").fill("1.5")
    page.get_by_label("Environment").select_option("production")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/deployments?*text=1.5*")
    expect(page.locator("tbody tr").first).to_contain_text("1.5")
    rows = page.locator("tbody tr").all_inner_texts()

    assert all("production" in row and "1.5" in row for row in rows)
    expect(page.get_by_label("Version")).to_have_value("1.5")
    expect(page.get_by_label("Environment")).to_have_value("production")


def test_a_board_that_is_kept_up_to_date_loads_itself(page: Page) -> None:
    """For who has asked for it, without scripts, until it is stopped."""
    page.goto("/?refresh=20")
    with page.expect_event("load", timeout=120_000):
        pass
    page.get_by_role("link", name="Stop").click()

    expect(page.get_by_role("link", name="Keep it up to date")).to_be_visible()


def test_the_history_can_be_paged_to_its_beginning(page: Page) -> None:
    """Each report is shown once."""
    page.goto("/environments/dev")
    seen: list[str] = []
    while True:
        links = page.locator("tbody a").all()
        seen += [str(link.get_attribute("href")) for link in links]
        older = page.get_by_role("link", name="Older")
        if not older.count():
            break
        older.click()

    assert len(seen) == len(set(seen)) > 40


def test_a_person_signs_in_writes_a_note_and_signs_out(page: Page) -> None:
    """The whole visit."""
    sign_in(page, PERSON_TOKEN)
    expect(page.locator("main")).to_contain_text("You are signed in as ada")

    page.goto("/deployments/2")
    page.get_by_label("A note from ada").fill("Looks <b>good</b>.\nShip it.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".note .text").last).to_have_text(
        "Looks <b>good</b>.\nShip it."
    )

    page.goto("/sign-in")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/deployments/2")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.locator("form")).to_have_count(0)


def test_without_scripts_everything_works(browser: Browser, board: Server) -> None:
    """There are none."""
    context = browser.new_context(base_url=board.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, PERSON_TOKEN)

    expect(page.locator("main")).to_contain_text("You are signed in as ada")
    page.goto("/")
    assert 0 == page.locator("script").count()
    context.close()


def test_an_unknown_token_is_refused_with_words(visitor: Page) -> None:
    """In the form itself, where the next attempt is made."""
    sign_in(visitor, "guess")

    expect(visitor.get_by_role("alert")).to_contain_text("nobody has this token")


def test_styles_come_from_the_cdn_when_there_is_one(
    browser: Browser, embedded: Place, board: Server, tmp_path: Path
) -> None:
    """And the policy lets them in: here the other service plays the CDN."""
    with serving(embedded, tmp_path, CDN_URL=board.url) as server:
        context = browser.new_context(base_url=server.url)
        page = context.new_page()
        loaded: list[str] = []
        page.on("requestfinished", lambda request: loaded.append(request.url))
        page.goto("/")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()

    assert any(url.startswith(f"{board.url}/static/board.") for url in loaded)
    assert "rgb(246, 247, 249)" == ground


@pytest.mark.parametrize("path", ["/nowhere", "/environments/moon", "/deployments/999"])
def test_a_wrong_address_gets_a_page_that_leads_back(visitor: Page, path: str) -> None:
    """A person is not shown JSON."""
    answer = visitor.goto(path)

    assert answer and 404 == answer.status
    visitor.get_by_role("link", name="Back to the board").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("What runs where")
