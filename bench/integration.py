"""How long it takes from the start of the stage until the service can be asked."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.timing import ROOT, Figure

RUNS = 5
COPIED = ("app", "image", "local", "engine", "tests")
FILES = ("compose.yaml", "Dockerfile", "gunicorn.conf.py", "pyproject.toml", "uv.lock")
SUITE = '''"""The least that a suite can be."""

import os
from urllib.request import urlopen


def test_it_answers() -> None:
    assert urlopen(os.environ["SERVICE_URL"] + "/readyz").status == 200
'''
LEFT_OUT = re.compile(r"(?m)^ +(read_only|cap_drop|security_opt|restart):.*\n")
READY = re.compile(r"ready in (\d+\.\d+)s")


def main() -> None:
    """Print the time until PostgreSQL, Redis, the migration and the service are up."""
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "source"
        copy(source)
        seconds = tuple(ready(source, number) for number in range(RUNS + 1))
    # The first one fetches and builds what the others find.
    figure = Figure("integration: stage start to first request", seconds[1:])
    print("\nThe composition (goal: <= 10 s on an idle machine)")
    print(figure, flush=True)


def copy(source: Path) -> None:
    """Copy what the composition is made of, with a suite of one request."""
    source.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name)
    for name in (*FILES, ".dockerignore"):
        shutil.copy(ROOT / name, source / name)
    compose = source / "compose.yaml"
    # What is left out is told in place of the seconds.
    compose.write_text(LEFT_OUT.sub("", compose.read_text()))
    for test in (source / "tests" / "integration").glob("[tc]*st*.py"):
        test.unlink()


def ready(source: Path, number: int) -> float:
    """Run the stage anew, and return when the suite could begin."""
    suite = source / "tests" / "integration" / "test_ready.py"
    suite.write_text(f"{SUITE}\n# {number}\n")
    words = (
        "--progress=plain",
        "-m",
        ROOT,
        "call",
        "integration",
        f"--source={source}",
    )
    done = subprocess.run(
        ["dagger", *words], cwd="/", capture_output=True, text=True, check=False
    )
    found = READY.search(done.stdout)
    if done.returncode or not found:
        raise SystemExit(f"the stage is red:\n{(done.stdout + done.stderr)[-2000:]}")
    return float(found[1])


if __name__ == "__main__":
    main()
