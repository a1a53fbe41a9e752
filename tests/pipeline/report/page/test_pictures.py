"""Can people see what the browser saw?"""

from pipeline.core.report.page.pictures import LARGEST, pictures
from tests.pipeline.report.page.outline import Outline


def page(**artifacts: bytes) -> Outline:
    """Return the part of the page; a file's dot is written as an underscore."""
    files = {f"e2e/{name.replace('_', '.')}": it for name, it in artifacts.items()}
    return Outline("\n".join(pictures(files)))


def test_a_picture_is_shown_and_linked() -> None:
    """Its name says what it is to those who cannot see it."""
    text = "\n".join(pictures({"e2e/sign-in.png": b"PNG"}))
    assert 'alt="sign in"' in text
    links = Outline(text).links
    assert ["e2e/sign-in.png", "data:image/png;base64,UE5H", "e2e/sign-in.png"] == links


def test_a_trace_says_how_to_open_it() -> None:
    """It is no picture."""
    seen = page(trace_zip=b"PK")
    assert ["e2e/trace.zip"] == seen.links
    assert "playwright show-trace FILE" in seen.words


def test_no_artifacts_are_nothing_to_show() -> None:
    """Not even a heading."""
    assert [] == pictures({})


def test_a_page_stays_small_enough_to_open() -> None:
    """What is too much for it is linked only."""
    seen = page(a_png=bytes(LARGEST), b_png=b"PNG")
    assert 1 == seen.tags.count("img")
    assert "e2e/b.png" in seen.links
