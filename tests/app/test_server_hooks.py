"""What happens when the processes of the service come and go."""

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from app import server
from app.assembly import SUPPORTED
from app.draining import Draining, drain_on_term
from app.store import schema
from app.store.database import connect
from tests.places import Place


class Master:
    """Remembers the signals that reach it."""

    def __init__(self) -> None:
        self.signals: list[int] = []

    def handle(self, number: int, _: FrameType | None) -> None:
        """Take note of a signal."""
        self.signals.append(number)


@pytest.fixture(name="master")
def _master() -> Iterator[Master]:
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGALRM)}
    yield Master()
    signal.alarm(0)
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_request_to_stop_begins_to_drain(master: Master) -> None:
    """The master hears of it only when the time is up."""
    draining = Draining()
    drain_on_term(master.handle, draining, seconds=60)
    signal.raise_signal(signal.SIGTERM)

    assert (True, []) == (bool(draining), master.signals)
    assert 50 < signal.alarm(0) <= 60

    signal.raise_signal(signal.SIGALRM)

    assert [signal.SIGTERM] == master.signals


def test_a_second_request_to_stop_is_obeyed_at_once(master: Master) -> None:
    """Whoever asks twice does not want to wait."""
    drain_on_term(master.handle, Draining(), seconds=60)
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGTERM)

    assert [signal.SIGTERM] == master.signals


def test_without_time_to_drain_a_stop_is_a_stop(master: Master) -> None:
    """Zero seconds switch draining off."""
    drain_on_term(master.handle, Draining(), seconds=0)
    signal.raise_signal(signal.SIGTERM)

    assert [signal.SIGTERM] == master.signals


def test_metrics_of_an_earlier_run_are_wiped(tmp_path: Path) -> None:
    """They would be added to those of this run."""
    for name in ("counter_1.db", "gauge_livesum_23.db", "histogram_4.db"):
        (tmp_path / name).touch()
    server.wipe(tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_nothing_but_metrics_is_wiped(tmp_path: Path) -> None:
    """The ledger may lie in the same folder."""
    (tmp_path / "ledger.db").touch()
    server.wipe(tmp_path)

    assert (tmp_path / "ledger.db").exists()


def test_the_folder_of_the_metrics_is_made_and_removed(tmp_path: Path) -> None:
    """Nothing is left behind."""
    folder = tmp_path / "metrics"
    server.wipe(folder)
    (folder / "counter_1.db").touch()
    server.remove(folder)

    assert not folder.exists()


def test_a_folder_that_holds_more_is_not_removed(tmp_path: Path) -> None:
    """It may be a mount or somebody's home."""
    (tmp_path / "notes.txt").touch()
    server.remove(tmp_path)

    assert (tmp_path / "notes.txt").exists()


def test_without_a_given_folder_a_new_one_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading gunicorn's file again, as on SIGHUP, changes nothing."""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    made = [server.metrics_directory(str(tmp_path)) for _ in range(2)]

    assert tmp_path == made[0].parent
    assert made[0] == made[1]


def test_a_file_with_the_newest_schema_is_left_alone(embedded: Place) -> None:
    """Most starts have nothing to upgrade, and need not wait for it."""
    assert server.is_newest(embedded.database_url)


@pytest.mark.parametrize("revision", [None, "1", str(SUPPORTED.knows - 1)])
def test_an_older_file_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str | None
) -> None:
    """And a new one is made."""
    url = f"sqlite:///{tmp_path}/ledger.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = connect(url)
    if revision:
        schema.upgrade(engine, revision)
    engine.dispose()
    assert not server.is_newest(url)
    server.upgrade_file(url)

    assert server.is_newest(url)
