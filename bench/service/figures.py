"""All figures of the service, one after the other."""

import os
import tempfile
from pathlib import Path

from bench.service import latency, lost, memory, ratio, start
from bench.service.servers import ledger


def main() -> None:
    """Print every figure, and on what machine it was taken."""
    busy = f"load average {os.getloadavg()[0]:.2f}"
    print(f"\nThe service, on {os.cpu_count()} cores shared with others, {busy}")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        place = ledger(folder)
        for figure in (ratio, latency, lost, memory, start):
            figure.show(place, folder)


if __name__ == "__main__":
    main()
