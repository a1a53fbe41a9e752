"""What do JUnit reports say? They are what pytest really writes."""

import xml.etree.ElementTree as ElementTree

import pytest

from pipeline.core.tools import junit
from tests.pipeline.examples import data

REPORT = data("junit.xml")


def test_failures_have_the_line_that_failed_and_its_reason() -> None:
    """In tests, in functions they call, in fixtures, before and after."""
    assert [
        "tests/test_shop.py:10: tests.test_shop::test_fails_in_a_function: "
        "AssertionError: noway [failure]",
        "tests/test_shop.py:19: tests.test_shop.TestShop::test_without_fixture: "
        "fixture 'nowhere' not found [error]",
        "tests/test_shop.py:26: tests.test_shop::test_teardown: "
        'failed on teardown with "ValueError: teardown" [error]',
    ] == [str(finding) for finding in junit.failures(ElementTree.fromstring(REPORT))]


@pytest.mark.parametrize(
    ("attributes", "inside", "said"),
    [
        pytest.param('name="a"', "", "a: no message", id="no message"),
        pytest.param('name="a" line="x" file="f"', "", "f: a: no message", id="line"),
        pytest.param(
            'name="a"', "E  why", "a: no message", id="text is not the reason"
        ),
    ],
)
def test_what_is_missing_is_left_out(attributes: str, inside: str, said: str) -> None:
    """Other writers say less."""
    text = f"<t><testcase {attributes}><error>{inside}</error></testcase></t>"
    (finding,) = junit.failures(ElementTree.fromstring(text))
    assert f"{said} [error]" == str(finding)


@pytest.mark.parametrize(
    ("cases", "ran"),
    [
        ("<testcase/>", True),
        ("<testcase><failure/></testcase>", True),
        ("<testcase><skipped/></testcase>", False),
        ("<testcase><skipped/></testcase><testcase/>", True),
        ("", False),
    ],
)
def test_only_cases_that_are_not_skipped_ran(cases: str, ran: bool) -> None:
    """One is enough."""
    assert ran is junit.ran(ElementTree.fromstring(f"<testsuite>{cases}</testsuite>"))


def test_times_leave_the_report_and_are_returned() -> None:
    """By the name of the case."""
    text, seconds = junit.normalised(REPORT)
    assert 0.001 == seconds["tests.test_shop::test_each[a b]"]
    assert not [name for name in junit.VARYING if f' {name}="' in text]
    assert 'line="12"' in text
    assert "value = &lt;module 'shop' from" in text


def test_addresses_and_colours_leave_the_report() -> None:
    """Of messages and of texts."""
    text, _ = junit.normalised(
        '<t><testcase name="a"><failure message="at 0x7f00deadbeef">#x1B[31mat '
        "0x7f00deadbeef</failure></testcase></t>"
    )
    assert '<failure message="at 0x...">at 0x...</failure>' in text
