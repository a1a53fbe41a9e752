"""The image: its size beside a naive one, and what an edit of the service costs."""

import subprocess
import tempfile
from functools import partial
from pathlib import Path

from bench.timing import ROOT, compare, in_turn, run
from tests.image.sources import copied

RUNS = 5
NAIVE = "bench/naive.Dockerfile"
# The layer alone: what no build can do without.
ALONE = "FROM python:3.12-slim\nCOPY app /service/app\n"


def main() -> None:
    """Print the table of sizes, then the ratio of an edit."""
    sizes()
    edit()


def sizes() -> None:
    """Print the image's size by layer, and that of a single stage."""
    done = subprocess.run(
        ("dagger", "--silent", "call", "image-report", f"--naive={NAIVE}"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"\nThe image (goal: <= 80 MB)\n{done.stdout}", flush=True)


def edit() -> None:
    """Time a build after one line of the service has changed."""
    with tempfile.TemporaryDirectory() as work:
        whole = copied(Path(work, "whole"))
        alone = copied(Path(work, "alone"))
        (alone / "Dockerfile").write_text(ALONE)
        build(whole)
        build(alone)
        sources = {"the image": whole, "the layer alone": alone}
        edits = {name: partial(edited, source) for name, source in sources.items()}
        ours, theirs = in_turn(RUNS, edits)
    compare("One line of app/ edited: dagger call build", ours, theirs, "<= 1.5")


def edited(source: Path) -> None:
    """Change a line, and build."""
    with (source / "app" / "__init__.py").open("a") as file:
        file.write("# edited\n")
    build(source)


def build(source: Path) -> None:
    """Build the image of a source."""
    run(
        (
            "dagger",
            "--silent",
            "-m",
            ROOT,
            "call",
            "build",
            f"--source={source}",
            "sync",
        )
    )
