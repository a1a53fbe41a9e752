"""What answers that were made a moment ago are good for."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident
from time import monotonic, sleep

import pytest

from app.memory.cache import Cache
from app.memory.process import ProcessStore
from app.memory.redis import RedisStore
from app.memory.store import Away, Store
from tests.app.examples import Clock
from tests.asking import wait


@pytest.fixture(name="counted")
def _counted() -> Counter[str]:
    return Counter()


@pytest.fixture(name="cache")
def _cache(store: Store, counted: Counter[str]) -> Cache:
    return Cache(store, 60, lambda result: counted.update([result]))


def test_an_answer_is_made_once(cache: Cache, counted: Counter[str]) -> None:
    """And found after that."""
    assert [b"one"] * 3 == [cache.get("page", lambda: b"one") for _ in range(3)]
    assert {"miss": 1, "hit": 2} == counted


def test_names_without_end_fill_no_memory(cache: Cache) -> None:
    """Clients choose them: a service that there is not, a number of days."""
    before = len(cache.locks)
    for number in range(200):
        cache.get(f"dora:{number}", lambda: b"none")

    assert before == len(cache.locks) < 200


def test_each_name_has_its_own_answer(cache: Cache) -> None:
    """A page is not another page."""
    assert b"one" == cache.get("one", lambda: b"one")
    assert b"two" == cache.get("two", lambda: b"two")


def test_many_who_ask_at_once_wait_for_one(cache: Cache) -> None:
    """A page that everybody wants is not made by everybody."""
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"answer"

    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(cache.get, "page", make) for _ in range(8)]

    assert {b"answer"} == {answer.result() for answer in answers}
    assert 1 == len(made)


def test_other_workers_wait_too(store: Store) -> None:
    """Each has a cache of its own, on the store of all."""
    made: list[int] = []
    go_on = Event()

    def make() -> bytes:
        made.append(1)
        assert go_on.wait(30)
        return b"answer"

    workers = [Cache(store, 60, lambda _: None) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        answers = [threads.submit(each.get, "page", make) for each in workers]
        go_on.set()

    assert {b"answer"} == {answer.result() for answer in answers}
    assert 1 == len(made)


def test_one_who_takes_too_long_is_not_waited_for(
    cache: Cache, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have died: an answer that is made twice is better than none."""
    monkeypatch.setattr("app.memory.cache.MAKING_SECONDS", 0.1)
    assert store.add("making:page", b"", 60)

    assert b"mine" == cache.get("page", lambda: b"mine")


def test_a_turn_that_ends_without_an_answer_is_taken_at_once(
    cache: Cache, store: Store
) -> None:
    """It failed, or its worker died: nobody waits for the rest of its time."""
    assert store.add("making:page", b"", 60)
    with ThreadPoolExecutor(1) as threads:
        begun = monotonic()
        answer = threads.submit(cache.get, "page", lambda: b"mine")
        sleep(0.1)
        store.delete("making:page")

        assert b"mine" == answer.result()
        assert monotonic() - begun < 30


def test_who_waited_takes_what_was_made_since(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if something was written meanwhile: it came after they had asked."""
    made: list[int] = []
    asked: set[int] = set()
    begun, go_on = Event(), Event()
    get = store.get

    def look(*keys: str) -> list[bytes | None]:
        found = get(*keys)
        asked.add(get_ident())
        return found

    def make() -> bytes:
        made.append(1)
        begun.set()
        assert go_on.wait(30)
        return b"answer"

    one, other = [Cache(store, 60, lambda _: None) for _ in range(2)]
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(one.get, "page", make)
        assert begun.wait(30)
        monkeypatch.setattr(store, "get", look)
        waiting = [threads.submit(each.get, "page", make) for each in (one, other)]
        wait(lambda: len(asked) == 2)
        one.invalidate()
        go_on.set()

    assert [b"answer"] * 3 == [each.result() for each in (first, *waiting)]
    assert 1 == len(made)
    assert b"new" == other.get("page", lambda: b"new")


def test_a_write_ends_every_answer(cache: Cache) -> None:
    """Whoever reports wants to see it on the board."""
    cache.get("page", lambda: b"old")
    cache.invalidate()

    assert b"new" == cache.get("page", lambda: b"new")


def test_an_answer_is_old_if_something_was_written_meanwhile(cache: Cache) -> None:
    """It was made of what was there before."""

    def make() -> bytes:
        cache.invalidate()
        return b"old"

    assert b"old" == cache.get("page", make)
    assert b"new" == cache.get("page", lambda: b"new")


def test_an_answer_ends_by_itself() -> None:
    """Ages on the board go on, even if nobody reports."""
    clock = Clock()
    cache = Cache(ProcessStore(clock), 5, lambda _: None)
    cache.get("page", lambda: b"old")
    clock.now = 4.9
    assert b"old" == cache.get("page", lambda: b"new")
    clock.now = 5.1

    assert b"new" == cache.get("page", lambda: b"new")


def test_an_error_is_not_kept(cache: Cache) -> None:
    """The next one who asks tries again."""

    def fail() -> bytes:
        raise ValueError("no database")

    with pytest.raises(ValueError, match="no database"):
        cache.get("page", fail)

    assert b"answer" == cache.get("page", lambda: b"answer")


def test_without_a_store_every_answer_is_made(counted: Counter[str]) -> None:
    """Slower, and right."""
    store = RedisStore.at("redis://127.0.0.1:1/0")
    cache = Cache(store, 60, lambda result: counted.update([result]))
    cache.invalidate()

    assert [b"one", b"two"] == [
        cache.get("page", lambda: b"one"),
        cache.get("page", lambda: b"two"),
    ]
    assert {"away": 2} == counted
    store.close()


def test_a_store_that_was_away_is_left_alone_for_a_moment() -> None:
    """Nobody waits for it meanwhile, and soon it is asked again."""
    clock = Clock()
    store = RedisStore.at("redis://127.0.0.1:1/0", clock)
    for now, said in ((0, "refused"), (0.4, "a moment ago"), (0.6, "refused")):
        clock.now = now
        with pytest.raises(Away, match=said):
            store.ping()
    store.close()


def test_a_store_keeps_deletes_and_counts(store: Store) -> None:
    """The same in the process and in Redis."""
    store.set("a", b"1", 60)
    assert [b"1", None] == store.get("a", "b")
    assert [False, True] == [store.add("a", b"2", 60), store.add("b", b"2", 60)]
    store.delete("a")
    store.increment("n")
    store.increment("n")
    store.ping()

    assert [None, b"2", b"2"] == store.get("a", "b", "n")


def test_a_store_in_the_process_has_an_end() -> None:
    """Anonymous visitors cannot fill the memory: the oldest go first."""
    store = ProcessStore(capacity=2)
    for name in "abc":
        store.set(name, b"1", 60)
    store.delete("missing")

    assert [None, b"1", b"1"] == store.get("a", "b", "c")
