"""How long answers take at half of the highest rate, asked at a constant pace."""

from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep

from bench.service import wrk
from bench.service.asking import TIMEOUT, Numbers, in_threads, outcome
from bench.service.bare import PATH
from bench.service.servers import PRODUCTION
from tests.places import Place
from tests.serving import serving

SECONDS = 20
# Enough that one is always free: a late request would be late by our fault.
THREADS = 32


def show(place: Place, folder: Path) -> None:
    """Print percentiles of the time from when a request was due to its answer."""
    with serving(place, folder, **PRODUCTION) as server:
        highest = wrk.rate(server.url + PATH, 6)
        half = highest / 2
        spent, failed = paced(server.port, half, int(half * SECONDS))
    print("\nAnswers at half of the highest rate (goal: p99 <= 25 ms)")
    print(f"highest rate {highest:.0f} req/s; {half:.0f} req/s for {SECONDS} s")
    print(f"{len(spent)} answers, {failed} requests failed")
    for name, share in (("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0)):
        print(f"{name:6} {percentile(spent, share) * 1000:7.2f} ms", flush=True)


def paced(port: int, rate: float, requests: int) -> tuple[list[float], int]:
    """Return seconds from due to answered, and how many were not."""
    numbers = Numbers(requests)
    begin = perf_counter() + 0.5

    def client(_: int) -> list[tuple[str, float]]:
        done = []
        with closing(HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)) as connection:
            for number in numbers:
                due = begin + number / rate
                sleep(max(0.0, due - perf_counter()))
                said = outcome(connection, PATH)
                done.append((said, perf_counter() - due))
        return done

    everything = [each for some in in_threads(THREADS, client) for each in some]
    spent = sorted(seconds for said, seconds in everything if said == "200")
    return spent, len(everything) - len(spent)


def percentile(ordered: list[float], share: float) -> float:
    """Return the value that a share of all does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
