"""How long answers take at half of the highest rate."""

import os
from pathlib import Path

from bench.service import wrk
from bench.service.bare import PATH
from bench.service.ratio import SETTINGS
from bench.service.servers import bare_server
from tests.places import Place
from tests.serving import Server, serving

SECONDS = 20


def show(place: Place, folder: Path) -> None:
    """Print how long the service takes, and a bare application at half of its rate."""
    print("\nAnswers at half of the highest rate (goal: p99 <= 25 ms)")
    with serving(place, folder, **SETTINGS) as server:
        body = server.get(PATH)[1]
        tell("the service", server, folder)
    with bare_server(folder, body, **SETTINGS) as bare:
        tell("a bare Flask application, same gunicorn", bare, folder)


def tell(name: str, server: Server, folder: Path) -> None:
    """Print the percentiles of one application."""
    url = server.url + PATH
    wrk.rate(url, 2)
    highest = wrk.rate(url, 6)
    found = wrk.paced(url, highest / 2, SECONDS, folder)
    shares = ", ".join(f"p{s:g} {ms:.1f} ms" for s, ms in found.percentiles.items())
    print(
        f"{name:40} {found.number / SECONDS:5.0f} of {highest:5.0f} req/s:"
        f" {shares}, longest {found.longest:.1f} ms"
        f" (load average {os.getloadavg()[0]:.1f})",
        flush=True,
    )
