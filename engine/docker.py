"""The official engine in a running Docker, and the built one as its image."""

import shutil
import subprocess
from pathlib import Path

from engine import pins
from engine.errors import EngineError
from engine.layout import Layout
from engine.ownership import claim
from engine.progress import say

# Where the official image keeps the CLI of its own version.
CLI = "/usr/local/bin/dagger"
ASK_SECONDS = 10


def problem() -> str | None:
    """Say why Docker cannot start the official engine; None when it can."""
    if shutil.which("docker") is None:
        return "Docker is not installed"
    if _fails("docker", "info"):
        return "no Docker daemon answers"
    if not _fails("docker", "image", "inspect", pins.OFFICIAL_IMAGE):
        return None
    say(f"docker pull {pins.OFFICIAL_IMAGE}")
    if subprocess.run(["docker", "pull", "--quiet", pins.OFFICIAL_IMAGE]).returncode:
        return f"Docker runs but cannot pull {pins.OFFICIAL_IMAGE}"
    return None


def _fails(*argv: str) -> bool:
    try:
        done = subprocess.run(argv, capture_output=True, timeout=ASK_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def take_cli(layout: Layout) -> Path:
    """Copy the CLI out of the engine's image: the two versions must agree."""
    cli = layout.prefix / "docker" / pins.DAGGER / "dagger"
    if cli.exists():
        return cli
    claim(layout.prefix)
    cli.parent.mkdir(parents=True, exist_ok=True)
    unfinished = cli.with_suffix(".unfinished")
    container = _docker("create", pins.OFFICIAL_IMAGE)
    try:
        _docker("cp", f"{container}:{CLI}", str(unfinished))
    finally:
        _docker("rm", container)
    return unfinished.rename(cli)


def _docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise EngineError(f"could not run docker {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()
