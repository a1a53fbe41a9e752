"""Are the findings where people look for them?"""

import re
from dataclasses import replace

from pipeline.core.findings import Finding
from pipeline.core.report.page.findings import SHOWN, findings
from tests.pipeline.examples import FINDING
from tests.pipeline.report.page.outline import Outline

NOTE = replace(FINDING, path="notes.py", blocks=False)


def drawn(*found: Finding) -> str:
    """Return the part of the page."""
    return "\n".join(findings(found))


def test_findings_stand_with_their_file() -> None:
    """Those that concern no file together."""
    text = drawn(replace(FINDING, path=None), FINDING, replace(FINDING, line=7), NOTE)
    assert ["No file", "<code>a b.py</code>", "<code>notes.py</code>"] == re.findall(
        "<h3>(.*?)</h3>", text
    )
    assert "2 findings, 2 blocking" in Outline(text).words


def test_only_files_that_block_are_opened() -> None:
    """The others need a click."""
    assert 1 == drawn(FINDING, NOTE).count("<details open>")
    assert "<details>" in drawn(FINDING, NOTE)
    assert "blocking" not in drawn(NOTE)


def test_nothing_found_is_said() -> None:
    """An empty part would look broken."""
    assert "No tool found anything." in drawn()


def test_a_page_of_very_many_findings_stays_readable() -> None:
    """All of them are in verdict.json."""
    many = [replace(FINDING, line=number) for number in range(1, SHOWN + 2)]
    words = Outline(drawn(*many)).words
    assert f"Findings ({SHOWN + 1})" in words
    assert f"line {SHOWN}: " in words
    assert f"line {SHOWN + 1}: " not in words
    assert "verdict.json has all" in words
    assert "verdict.json" not in drawn(*many[:SHOWN])
