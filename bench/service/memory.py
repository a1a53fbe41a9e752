"""How much memory a worker has after a while."""

import re
from pathlib import Path

from app.domain.deployment import Environment
from bench.service.asking import ask
from bench.service.bare import PATH
from bench.service.servers import PRODUCTION, fill
from tests.places import Place, Servers
from tests.serving import serving

REQUESTS = 10_000
PATHS = (PATH, "/api/v1/deployments", "/api/v1/deployments/1", "/")
LINE = re.compile(r"^(Rss|Pss): +(\d+) kB", re.MULTILINE)


def show(place: Place, folder: Path) -> None:
    """Print the resident and the proportional memory of each worker."""
    print(f"\nMemory of a worker after {REQUESTS} requests (goal: RSS <= 60 MB)")
    tell("on a file", place, folder)
    servers = Servers.start(folder / "servers")
    try:
        tell("on PostgreSQL and Redis", servers.place(), folder)
    finally:
        servers.stop()


def tell(name: str, place: Place, folder: Path) -> None:
    """Print the memory of the workers on one kind of database."""
    with serving(place, folder, **PRODUCTION) as server:
        fill(server, Environment.DEV, "a")
        outcomes = ask(server.port, REQUESTS, PATHS)
        assert outcomes == {"200": REQUESTS}, outcomes
        for rss, pss in map(memory, children(server.process.pid)):
            print(f"{name:24} RSS {rss:5.1f} MB, PSS {pss:5.1f} MB", flush=True)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def memory(pid: int) -> tuple[float, float]:
    """Return the resident and the proportional set of a process, in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = {name: int(kib) * 1024 / 1e6 for name, kib in LINE.findall(text)}
    return sizes["Rss"], sizes["Pss"]
