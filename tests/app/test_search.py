"""What is found in the ledger by a text."""

from dataclasses import replace

import pytest

from app.domain.deployment import Environment, Status
from app.domain.paging import Query
from app.store.ledger import Ledger
from app.store.search import search
from tests.app.examples import refill, report

TOLD = [
    replace(report("sha256:" + "a" * 64, Status.STARTED, 1), version="1.4.0-rc1"),
    replace(report("sha256:" + "b" * 64, Status.HEALTHY, 2), commit="d" * 40),
    replace(report("sha256:" + "e" * 64, Status.HEALTHY, 3), actor="ada l."),
]


@pytest.fixture(name="told")
def _told(memory: Ledger) -> Ledger:
    refill(memory, TOLD)
    return memory


def numbers(ledger: Ledger, text: str, query: Query = Query(10)) -> list[int]:
    """Return which of the reports are found, counted from the first one."""
    found = search(ledger, query, text).entries
    return [TOLD.index(each.deployment) + 1 for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("1.4", [3, 2, 1], id="version, the newest first"),
        pytest.param("rc1", [1], id="end of a version"),
        pytest.param("dddddddd", [2], id="beginning of a commit"),
        pytest.param("bbbbbbbbbbbb", [2], id="digest as it is shown"),
        pytest.param("sha256:eee", [3], id="beginning of a digest"),
        pytest.param("ada", [3], id="reporter"),
        pytest.param("zzz", [], id="nothing"),
        pytest.param("%", [], id="a sign that databases read"),
        pytest.param("1_4", [], id="another one"),
    ],
)
def test_a_text_is_found(told: Ledger, text: str, found: list[int]) -> None:
    """In what people know of a release."""
    assert found == numbers(told, text)


def test_a_text_is_found_among_what_is_filtered(told: Ledger) -> None:
    """Both have to hold."""
    assert [1] == numbers(told, "1.4", Query(10, status=Status.STARTED))
    assert [] == numbers(told, "1.4", Query(10, Environment.STAGING))


def test_a_search_goes_on_where_it_has_stopped(told: Ledger) -> None:
    """It looks through so much at a time, and never ends before the beginning."""
    first = search(told, Query(10), "rc1", most=2)
    assert () == first.entries and first.next
    second = search(told, Query(10, cursor=first.next), "rc1", most=2)

    assert [TOLD[0]] == [each.deployment for each in second.entries]
    assert second.next is None


def test_what_is_found_comes_in_pages(told: Ledger) -> None:
    """Each report once."""
    first = search(told, Query(2), "1.4")
    second = search(told, Query(2, cursor=first.next), "1.4")

    assert [3, 2] == [TOLD.index(each.deployment) + 1 for each in first.entries]
    assert [1] == [TOLD.index(each.deployment) + 1 for each in second.entries]
    assert second.next is None
