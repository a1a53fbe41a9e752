"""Can the report's page be read by people, whatever tools said?"""

from dataclasses import replace

from pipeline.core.report.page.document import html
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import FINDING, leg
from tests.pipeline.report.page.outline import Outline

EVIL = replace(FINDING, message="<script>alert(1)</script>", path="<b>&.py")
RED = Run(
    (leg("lint", Verdict.FAILED, findings=(EVIL,)), leg("test", name="3.12")),
    {"build": "no <disk>"},
)


def test_the_page_says_all_that_the_run_does() -> None:
    """In words, not by colour alone."""
    page = Outline(html(RED, 93.25, {"logs/lint.log": "", "test/3.12/a b.xml": ""}))
    assert page.open == ["html"]
    for words in (
        "Pipeline failed: lint",
        "3.12 passed",
        "could not run",
        "2 of 3 legs",
        "1 of 1 block",
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
    page = Outline(html(RED, None, {}))
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert [] == page.links


def test_a_green_page_has_nothing_to_repeat() -> None:
    """And no coverage where nothing was measured."""
    page = Outline(html(Run((leg(),)), None, {}))
    assert "Pipeline passed" in page.words
    assert "Repeat" not in page.words
    assert "Coverage" not in page.words


def test_a_page_without_an_image_says_nothing_of_it() -> None:
    """With one, its size is among the first figures."""
    sizes = '{"layers": [], "size": 61234567, "compressed": 22345678}'
    built = Run((leg("build", files={"image.json": sizes}),))
    assert "image" not in Outline(html(Run((leg(),)), None, {})).words
    assert "image61.2 MB" in Outline(html(built, None, {})).words


def test_pictures_are_part_of_the_page() -> None:
    """It can be sent on alone; the links lead to the files."""
    page = Outline(html(Run((leg(),)), None, {"e2e/the board.png": b"PNG"}))
    assert "data:image/png;base64,UE5H" in page.links
    assert "e2e/the%20board.png" in page.links
