"""What is left of workers that are gone."""

from pathlib import Path
from threading import Event, Thread

from prometheus_client.mmap_dict import MmapedDict, mmap_key

from app.observe import dead_workers
from app.observe.metrics import render_all

COUNTER = mmap_key("answers_total", "answers_total", [], [], "Answers")
GAUGE = mmap_key("open", "open", [], [], "Open connections")


def live(folder: Path, pid: int, answers: float) -> None:
    """Let a worker count answers, and hold a connection."""
    for name, key in (("counter", COUNTER), ("gauge_livesum", GAUGE)):
        measured = MmapedDict(str(folder / f"{name}_{pid}.db"))
        measured.write_value(key, answers, 0)
        measured.close()


def samples(folder: Path) -> dict[str, float]:
    """Return what a scrape finds."""
    lines = render_all(str(folder)).decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_a_thousand_workers_leave_one_file(tmp_path: Path) -> None:
    """The library would read a thousand, at every scrape."""
    for pid in range(1, 1001):
        live(tmp_path, pid, answers=3)
        dead_workers.bury(str(tmp_path), pid)

    assert {"answers_total": 3000} == samples(tmp_path)
    assert {"counter_0.db", "lock"} == {file.name for file in tmp_path.iterdir()}


def test_the_living_are_added_to_the_dead(tmp_path: Path) -> None:
    """And only they hold connections."""
    live(tmp_path, 1, answers=5)
    live(tmp_path, 2, answers=7)
    dead_workers.bury(str(tmp_path), 1)

    assert {"answers_total": 12, "open": 7} == samples(tmp_path)


def test_a_worker_that_measured_nothing_leaves_nothing(tmp_path: Path) -> None:
    """It may have died before its first request."""
    dead_workers.bury(str(tmp_path), 1)

    assert {} == samples(tmp_path)


def test_a_file_that_is_just_being_made_does_not_stop_a_scrape(tmp_path: Path) -> None:
    """A worker makes its files before it fills them."""
    live(tmp_path, 1, answers=5)
    (tmp_path / "counter_2.db").touch()

    assert 5 == samples(tmp_path)["answers_total"]


def test_no_scrape_sees_a_worker_twice_or_not_at_all(tmp_path: Path) -> None:
    """While it is buried its numbers move from one file to another."""
    ended = Event()
    seen: list[float] = []

    def scrape() -> None:
        while not ended.is_set():
            seen.append(samples(tmp_path).get("answers_total", 0))

    thread = Thread(target=scrape)
    thread.start()
    for pid in range(1, 200):
        live(tmp_path, pid, answers=1)
        dead_workers.bury(str(tmp_path), pid)
    ended.set()
    thread.join()

    assert sorted(seen) == seen
    assert seen[-1] <= 199
