"""What the ledger keeps in its database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.deployment import Environment, Status
from app.domain.idempotency import KeyReused, Once
from app.domain.notes import Note
from app.domain.paging import Query
from app.store.database import Unavailable, connect
from app.store.entries import Entry
from app.store.ledger import Ledger
from tests.app.examples import DEPLOYMENT, NOON, report
from tests.places import Place

A = "sha256:" + "a" * 64


def test_a_deployment_comes_back_as_it_was_recorded(ledger: Ledger) -> None:
    """Enumerations and the offset of the time survive the database."""
    recorded = ledger.record(DEPLOYMENT).entry

    assert DEPLOYMENT == recorded.deployment
    assert (recorded,) == ledger.page(Query(10)).entries


def test_the_newest_comes_first(ledger: Ledger) -> None:
    """Reports are ordered by their time, not by their arrival."""
    for minutes in (5, 9, 1):
        ledger.record(report(A, Status.HEALTHY, minutes))

    times = [report.time.minute for report in ledger.newest(Environment.DEV, 2)]

    assert [9, 5] == times


def test_of_two_reports_of_one_moment_the_later_one_is_newer(ledger: Ledger) -> None:
    """Arrival decides where the time cannot."""
    numbers = [ledger.record(DEPLOYMENT).entry.id for _ in range(2)]

    assert numbers[::-1] == [entry.id for entry in ledger.page(Query(2)).entries]


def test_an_environment_has_only_its_own_deployments(ledger: Ledger) -> None:
    """The filter is the environment's."""
    ledger.record(DEPLOYMENT)
    ours = ledger.record(replace(DEPLOYMENT, environment=Environment.PRODUCTION)).entry

    assert (ours,) == ledger.page(Query(10, Environment.PRODUCTION)).entries


def test_what_is_recorded_outlives_the_process(ledger: Ledger, place: Place) -> None:
    """Another ledger on the same database finds it."""
    recorded = ledger.record(DEPLOYMENT).entry
    other = Ledger(connect(place.database_url))

    assert (recorded,) == other.page(Query(10)).entries
    other.engine.dispose()


def test_many_may_write_at_the_same_time(ledger: Ledger) -> None:
    """No report is lost and nobody fails."""
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: ledger.record(DEPLOYMENT), range(40)))

    assert 40 == len(ledger.page(Query(100)).entries)


def test_a_key_counts_once_however_many_send_it(ledger: Ledger) -> None:
    """All get the same entry, and one of them has made it."""
    key = Once("deploy-7", "f" * 64)
    with ThreadPoolExecutor(8) as threads:
        sent = list(threads.map(lambda _: ledger.record(DEPLOYMENT, key), range(16)))

    assert 1 == len({each.entry for each in sent})
    assert 1 == sum(each.new for each in sent)
    assert 1 == len(ledger.page(Query(100)).entries)


def test_a_key_with_something_else_is_refused(ledger: Ledger) -> None:
    """Whoever reuses a key by mistake must hear of it."""
    ledger.record(DEPLOYMENT, Once("deploy-7", "f" * 64))

    with pytest.raises(KeyReused):
        ledger.record(DEPLOYMENT, Once("deploy-7", "e" * 64))


def test_pages_follow_each_other_without_gap_or_repeat(ledger: Ledger) -> None:
    """Also where many reports have the same time, as from one rollout."""
    recorded = [ledger.record(DEPLOYMENT).entry for _ in range(7)]

    found: list[Entry] = []
    page = ledger.page(Query(3))
    found += page.entries
    while page.next:
        page = ledger.page(Query(3, cursor=page.next))
        found += page.entries

    assert recorded[::-1] == found


def test_notes_come_back_in_the_order_they_were_written(ledger: Ledger) -> None:
    """Under their own deployment only."""
    first, second = (ledger.record(DEPLOYMENT).entry.id for _ in range(2))
    written = [Note("ada", text, NOON) for text in ("Looks good.", "It was not.")]
    for note in written:
        ledger.add_note(first, note)

    assert (tuple(written), ()) == (ledger.notes(first), ledger.notes(second))


def test_a_database_out_of_reach_is_said_to_be(tmp_path: Path) -> None:
    """Callers need not know which driver complained."""
    ledger = Ledger(connect(f"sqlite:///{tmp_path}/missing/ledger.db"))

    with pytest.raises(Unavailable):
        ledger.schema()
