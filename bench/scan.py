"""How long a scan takes, once its tools and the image are there."""

import tempfile
from pathlib import Path

from bench.image import build, edited
from bench.timing import ROOT, Figure, run, timed
from tests.image.sources import copied

RUNS = 5


def main() -> None:
    """Print the time of a scan of what nobody has scanned before."""
    with tempfile.TemporaryDirectory() as work:
        source = copied(Path(work, "whole"))
        build(source)
        scan(source)
        seconds: list[float] = []
        for _ in range(RUNS):
            # Else the answer would come from the cache.
            edited(source)
            seconds += timed("", 1, lambda: scan(source)).seconds
    print("\nA scan of a built image and its source (goal: <= 15 s)")
    print(Figure("dagger call scan", tuple(seconds)), flush=True)


def scan(source: Path) -> None:
    """Scan, whatever is found."""
    words = ("dagger", "--silent", "-m", ROOT, "call", "scan", f"--source={source}")
    run(words, ok=(0, 3))


if __name__ == "__main__":
    main()
