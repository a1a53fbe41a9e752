"""Can the report's page be read by people, whatever tools said?"""

from dataclasses import replace
from html.parser import HTMLParser

from pipeline.core.page import SHOWN, html
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import FINDING, leg

EVIL = replace(FINDING, message="<script>alert(1)</script>", path="<b>&.py")
RED = Run(
    (leg("lint", Verdict.FAILED, findings=(EVIL,)), leg("test", name="3.12")),
    {"build": "no <disk>"},
)
VOID = {"meta"}


class Outline(HTMLParser):
    """Collects tags, links and words, and sees that what is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what is open."""
        self.tags.append(tag)
        self.open += [] if tag in VOID else [tag]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Collect words."""
        self.words += data


def test_the_page_says_all_that_the_run_does() -> None:
    """In words, not by colour alone."""
    page = Outline(html(RED, 93.25, ["logs/lint.log", "test/3.12/a b.xml"]))
    assert page.open == ["html"]
    for words in (
        "Pipeline failed: lint",
        "3.12 passed",
        "could not run",
        "93.25 % of all legs together",
        "dagger call lint\ndagger call build",
        "Findings (1)",
        "<b>&.py",
        "line 3: <script>alert(1)</script>",
    ):
        assert words in page.words
    assert ["logs/lint.log", "test/3.12/a%20b.xml"] == page.links


def test_the_page_needs_nothing_else() -> None:
    """No script, picture or style from elsewhere, nor one that a tool smuggled in."""
    page = Outline(html(RED, None, []))
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert [] == page.links


def test_a_green_page_has_nothing_to_repeat() -> None:
    """And no coverage where nothing was measured."""
    page = Outline(html(Run((leg(),)), None, []))
    assert "Pipeline passed" in page.words
    assert "Repeat" not in page.words
    assert "Coverage" not in page.words


def test_legs_stand_with_their_stage() -> None:
    """One box for all Pythons of the tests."""
    legs = (leg("test", name="3.11"), leg("test", name="3.12"), leg("build"))
    text = html(Run(legs), None, [])
    assert 2 == text.count("<li><h3>")


def test_a_page_of_very_many_findings_stays_readable() -> None:
    """All of them are in verdict.json."""
    many = tuple(replace(FINDING, line=number) for number in range(1, SHOWN + 2))
    page = Outline(html(Run((leg(findings=many),)), None, []))
    assert f"Findings ({SHOWN + 1})" in page.words
    assert f"line {SHOWN}: " in page.words
    assert f"line {SHOWN + 1}: " not in page.words
    assert "verdict.json has all" in page.words
