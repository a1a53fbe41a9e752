"""Does each alert lead to a page that helps?"""

import re
from pathlib import Path

import pytest

from tests.monitoring.rules import ALERTS, ROOT, alerts

PAGES = ROOT / "docs" / "runbooks"
SECTIONS = ["Look at", "Do", "Escalate"]
LINK = re.compile(r"\]\(([^)#]+)\)")


def text(name: str) -> str:
    """Return the page of an alert."""
    return (PAGES / f"{name}.md").read_text()


def test_each_alert_has_a_page_and_each_page_an_alert() -> None:
    """A page of an alert that is gone misleads."""
    assert ALERTS == sorted(file.stem for file in PAGES.glob("*.md"))


def test_an_alert_names_the_address_of_its_page() -> None:
    """In the repository, where people find it at night."""
    prefix = "https://git.example/release-ledger/blob/main/docs/runbooks"
    for rule in alerts():
        assert f"{prefix}/{rule.name}.md" == rule.annotations["runbook_url"]


@pytest.mark.parametrize("name", ALERTS)
def test_a_page_says_what_it_means_and_what_to_do(name: str) -> None:
    """In the same order each time."""
    page = text(name)

    assert page.startswith(f"# {name}\n\n**Meaning**: ")
    assert "\n**Impact**: " in page
    assert SECTIONS == re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert "```promql" in page or "```sh" in page
    assert "\n1. " in page


@pytest.mark.parametrize("name", ALERTS)
def test_the_links_of_a_page_lead_somewhere(name: str) -> None:
    """Relative ones: they work wherever the repository is read."""
    for target in LINK.findall(text(name)):
        assert (PAGES / Path(target)).is_file(), target
