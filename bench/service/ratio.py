"""What logs, metrics and correlation cost: the service against a bare one."""

import statistics
from pathlib import Path

from bench.service import wrk
from bench.service.bare import PATH
from bench.service.servers import PRODUCTION, bare_server
from tests.places import Place
from tests.serving import Server, serving

ROUNDS = 9
SECONDS = 4
# A renewed worker gets no connections of a closed loop any more: that would
# measure the loop. What renewing loses is measured beside this.
SETTINGS = {"WORKER_REQUESTS": "10000000", **PRODUCTION}


def show(place: Place, folder: Path) -> None:
    """Print both rates, round by round, and the ratio of their medians."""
    with serving(place, folder, **SETTINGS) as server:
        body = server.get(PATH)[1]
        with bare_server(folder, body, **SETTINGS) as bare:
            assert bare.get(PATH) == (200, body), "the answers differ"
            ours, theirs = interleaved(server, bare)
    print("\nObservability: req/s of the cached environments (goal: >= 0.85)")
    describe("the service", ours)
    describe("a bare Flask application, same gunicorn", theirs)
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"ratio of medians: {ratio:.2f}", flush=True)


def interleaved(server: Server, bare: Server) -> tuple[list[float], list[float]]:
    """Measure one after the other, so that both meet the same neighbours."""
    ours, theirs = [], []
    for each in (server, bare):
        wrk.rate(each.url + PATH, 1)
    for _ in range(ROUNDS):
        ours.append(wrk.rate(server.url + PATH, SECONDS))
        theirs.append(wrk.rate(bare.url + PATH, SECONDS))
    return ours, theirs


def describe(name: str, rates: list[float]) -> None:
    """Print minimum, median and maximum."""
    low, high = min(rates), max(rates)
    print(f"{name:44} {low:6.0f} {statistics.median(rates):6.0f} {high:6.0f} req/s")
