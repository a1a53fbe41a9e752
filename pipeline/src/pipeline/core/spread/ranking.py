"""Rank engines for a call, so that it finds its caches again.

Rendezvous hashing: each engine has a score for each key, and the highest one takes
it. A new engine takes only those keys in which it is the highest; the keys of a lost
one go each to the next in its own order.
"""

import hashlib
from collections.abc import Collection, Sequence


def ranked(key: str, engines: Collection[str]) -> tuple[str, ...]:
    """Return the engines in the order in which *key* is to be tried on them."""
    return tuple(sorted(set(engines), key=lambda name: (-_score(key, name), name)))


def key_of(repository: str, warmth: str) -> str:
    """Return the key of a piece of work: two repositories share no caches."""
    return f"{repository}\0{warmth}"


def shares(keys: Sequence[str], engines: Collection[str]) -> dict[str, int]:
    """Count the keys that each engine would be given."""
    counted = dict.fromkeys(sorted(set(engines)), 0)
    for key in keys:
        counted[ranked(key, engines)[0]] += 1
    return counted


def _score(key: str, engine: str) -> int:
    """Return a number that looks random; unlike hash() it is the same everywhere."""
    # Without its length 'a' with key 'bc' would be 'ab' with key 'c'.
    text = f"{len(engine)}:{engine}{key}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
