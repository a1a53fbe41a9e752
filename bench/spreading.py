"""How warm engines are with and without hashing: a simulation, no engine is asked.

Legs of made-up repositories come in a fixed order of chance. A leg is warm where the
same leg of the same repository has run on that engine among the last that it keeps.
"""

import random
from collections import OrderedDict
from collections.abc import Callable, Sequence

from pipeline.core.project.config import GATES
from pipeline.core.spread.calls import calls
from pipeline.core.spread.ranking import key_of, ranked, shares

REPOSITORIES = 10
RUNS = 1000
# What an engine's disk holds before the oldest has to go, in keys.
KEPT = 24
PYTHONS = ("3.11", "3.12")

Choose = Callable[[str, Sequence[str]], str]


def keys(repository: int) -> list[str]:
    """Return the different keys of a repository's run."""
    named = (call.warmth for call in calls(GATES, PYTHONS))
    return [key_of(f"shop-{repository}", each) for each in dict.fromkeys(named)]


def hashed(key: str, engines: Sequence[str]) -> str:
    """Choose as `spread` does."""
    return ranked(key, engines)[0]


def anywhere(chance: random.Random) -> Choose:
    """Choose as a balancer does that knows of no cache."""
    return lambda _, engines: chance.choice(engines)


def hit_rate(count: int, choose: Choose, *, kept: int = KEPT) -> float:
    """Return the share of legs that came to an engine that knew them."""
    engines = [f"engine-{number}" for number in range(count)]
    caches: dict[str, OrderedDict[str, None]] = {e: OrderedDict() for e in engines}
    order = random.Random(1)
    hits = total = 0
    for _ in range(RUNS):
        for key in keys(order.randrange(REPOSITORIES)):
            cache = caches[choose(key, engines)]
            hits += key in cache
            total += 1
            cache[key] = None
            cache.move_to_end(key)
            if len(cache) > kept:
                cache.popitem(last=False)
    return hits / total


def moved(count: int) -> float:
    """Return the share of keys that one more engine takes: what it costs, once."""
    every = [key for number in range(REPOSITORIES) for key in keys(number)]
    before = [f"engine-{number}" for number in range(count)]
    after = [*before, f"engine-{count}"]
    return sum(hashed(k, before) != hashed(k, after) for k in every) / len(every)


def busiest(count: int) -> float:
    """Return the keys of the busiest engine, over those of an even share."""
    every = [key for number in range(REPOSITORIES) for key in keys(number)]
    found = shares(every, [f"engine-{number}" for number in range(count)])
    return max(found.values()) * count / len(every)


def main() -> None:
    """Print the table."""
    print(f"\nSimulated: {REPOSITORIES} repositories, {RUNS} runs, {KEPT} keys kept")
    print("engines  warm, hashed  warm, anywhere  busiest  moved by one more")
    for count in (1, 2, 3, 5, 10):
        rates = hit_rate(count, hashed), hit_rate(count, anywhere(random.Random(2)))
        shown = f"{rates[0]:12.0%}  {rates[1]:14.0%}"
        print(f"{count:7}  {shown}  {busiest(count):7.2f}  {moved(count):17.0%}")


if __name__ == "__main__":
    main()
