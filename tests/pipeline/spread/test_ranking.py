"""Does work come back to the engine that knows it, whatever engines come and go?"""

import subprocess
import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.spread.ranking import key_of, ranked, shares

NAMES = st.text("abcdefghij-0123456789", min_size=1, max_size=12)
ENGINES = st.sets(NAMES, min_size=1, max_size=12)
KEYS = st.text(max_size=30)
MANY = [key_of(f"shop-{n}", leg) for n in range(400) for leg in ("lint", "image")]


@given(KEYS, ENGINES)
def test_each_engine_is_in_the_order_once(key: str, engines: set[str]) -> None:
    """So every piece of work has somewhere to go while one engine is left."""
    assert engines == set(ranked(key, engines))
    assert len(engines) == len(ranked(key, engines))


@given(KEYS, st.lists(NAMES, min_size=1, max_size=8, unique=True), st.randoms())
def test_the_order_does_not_follow_the_configuration(
    key: str, engines: list[str], random: Random
) -> None:
    """Engines may be written down in any order, also twice."""
    shuffled = [*engines, *engines]
    random.shuffle(shuffled)
    assert ranked(key, engines) == ranked(key, shuffled)


@given(KEYS, ENGINES, NAMES)
def test_a_new_engine_moves_only_what_it_takes(
    key: str, engines: set[str], new: str
) -> None:
    """All others stay in their order."""
    before = ranked(key, engines - {new})
    after = ranked(key, engines | {new})
    assert before == tuple(name for name in after if name != new)


@given(KEYS, ENGINES, st.data())
def test_what_a_lost_engine_had_goes_to_the_next_in_its_order(
    key: str, engines: set[str], data: st.DataObject
) -> None:
    """And what it did not have stays."""
    lost = data.draw(st.sampled_from(sorted(engines)))
    first, *rest = ranked(key, engines)
    if rest:
        expected = rest[0] if first == lost else first
        assert expected == ranked(key, engines - {lost})[0]


def test_work_is_shared_out_evenly() -> None:
    """800 keys on 8 engines: each within a third of its hundred."""
    found = shares(MANY, [f"engine-{n}" for n in range(8)])
    assert len(MANY) == sum(found.values())
    assert all(67 <= count <= 133 for count in found.values()), found


def test_a_ninth_engine_takes_about_a_ninth() -> None:
    """And what a lost one had is spread over all that are left."""
    eight = [f"engine-{n}" for n in range(8)]
    moved = [
        key
        for key in MANY
        if ranked(key, eight)[0] != ranked(key, [*eight, "engine-8"])[0]
    ]
    assert 0.07 <= len(moved) / len(MANY) <= 0.15
    heirs = {ranked(k, eight)[1] for k in MANY if ranked(k, eight)[0] == "engine-0"}
    assert set(eight[1:]) == heirs


def test_every_process_gives_the_same_order() -> None:
    """Unlike hash(), which is seeded anew for each."""
    code = (
        "from pipeline.core.spread.ranking import ranked;"
        "print(ranked('shop lint', ('a', 'b', 'c', 'd')))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "pipeline/src"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert {f"{ranked('shop lint', ('a', 'b', 'c', 'd'))}\n"} == said


def test_names_do_not_run_into_keys() -> None:
    """Engine 'a' with key 'bc' is not engine 'ab' with key 'c'."""
    found = {ranked(f"{n}", ("a", "b"))[0] for n in range(20)}
    assert {"a", "b"} == found
    assert key_of("a", "bc") != key_of("ab", "c")
