"""Tell whether the tests notice every mutant of the domain and of what ships."""

import sys
import tempfile
from pathlib import Path

from tests.mutation.judging import complaints
from tests.mutation.running import copied, run

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print what is wrong, or how many mutants failed a test."""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(ROOT, Path(folder))
        mutants = run(root)
        found = complaints(root, mutants)
    if found:
        sys.exit("\n\n".join(found))
    print(f"{len(mutants)} mutants, and a test noticed each")


if __name__ == "__main__":
    main()
