"""What the ledger keeps in its database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.deployment import Environment, Status
from app.store.ledger import Ledger, LedgerUnavailable
from tests.app.examples import DEPLOYMENT, report

A = "sha256:" + "a" * 64


def test_a_deployment_comes_back_as_it_was_recorded(ledger: Ledger) -> None:
    """Enumerations and the offset of the time survive the database."""
    recorded = ledger.record(DEPLOYMENT)

    assert DEPLOYMENT == recorded.deployment
    assert (recorded,) == ledger.newest(10)


def test_the_newest_comes_first(ledger: Ledger) -> None:
    """Reports are ordered by their time, not by their arrival."""
    for minutes in (5, 9, 1):
        ledger.record(report(A, Status.HEALTHY, minutes))

    times = [entry.deployment.time.minute for entry in ledger.newest(2)]

    assert [9, 5] == times


def test_of_two_reports_of_one_moment_the_later_one_is_newer(ledger: Ledger) -> None:
    """Arrival decides where the time cannot."""
    numbers = [ledger.record(DEPLOYMENT).id for _ in range(2)]

    assert numbers[::-1] == [entry.id for entry in ledger.newest(2)]


def test_an_environment_has_only_its_own_deployments(ledger: Ledger) -> None:
    """The filter is the environment's."""
    ledger.record(DEPLOYMENT)
    ours = ledger.record(replace(DEPLOYMENT, environment=Environment.PRODUCTION))

    assert (ours,) == ledger.newest(10, Environment.PRODUCTION)


def test_what_is_recorded_outlives_the_process(ledger: Ledger) -> None:
    """Another ledger on the same database finds it."""
    recorded = ledger.record(DEPLOYMENT)
    other = Ledger.at(str(ledger.engine.url))
    other.ensure()

    assert (recorded,) == other.newest(10)
    other.engine.dispose()


def test_workers_may_start_and_write_at_the_same_time(tmp_path: Path) -> None:
    """No report is lost and nobody fails over tables that are being made."""
    ledger = Ledger.at(f"sqlite:///{tmp_path}/ledger.db")

    def work(_: int) -> None:
        ledger.ensure()
        ledger.record(DEPLOYMENT)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))

    assert 40 == len(ledger.newest(100))
    ledger.engine.dispose()


def test_a_database_out_of_reach_is_said_to_be(tmp_path: Path) -> None:
    """Callers need not know which driver complained."""
    ledger = Ledger.at(f"sqlite:///{tmp_path}/missing/ledger.db")

    with pytest.raises(LedgerUnavailable):
        ledger.ensure()
