"""Say what runs and what lies where; stop it; remove it."""

import subprocess
import time
from pathlib import Path

from engine import built, ownership, pins, pushing, registry
from engine.layout import Layout
from engine.lock import locked
from engine.process import Service

NOT_RUNNING = 3


def status(layout: Layout) -> int:
    """Print what there is to know; return 0 when the engine runs, else 3."""
    running = built.answers(layout.socket)
    port = registry.port(layout)
    print(f"engine    {pins.DAGGER} {_since(layout) if running else 'does not run'}")
    print(f"address   {layout.address}")
    print(f"registry  {f'127.0.0.1:{port}' if registry.answers(port) else 'stopped'}")
    print(f"logs      {layout.logs}")
    for name, path in (("built", layout.parts), ("state", layout.state)):
        print(f"{name:9} {path}, {size(path)}")
    return 0 if running else NOT_RUNNING


def _since(layout: Layout) -> str:
    started = Service("engine", layout).pid_file.stat().st_mtime
    return f"runs since {time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(started))}"


def stop(layout: Layout) -> int:
    """Stop the engine and its registries."""
    if not layout.prefix.exists():
        print("the engine did not run")
        return 0
    with locked(layout):
        _stop(layout)
    return 0


def _stop(layout: Layout) -> None:
    stopped = built.stop(layout)
    registry.stop(layout)
    pushing.stop(layout)
    print("engine stopped" if stopped else "the engine did not run")


def clean(layout: Layout) -> int:
    """Stop the engine and remove what it has made of its prefix, saying what."""
    ownership.must_be_allowed(layout.prefix)
    if not layout.prefix.exists():
        print(f"nothing to remove: {layout.prefix} is not there")
        return 0
    with locked(layout):
        _stop(layout)
        print(f"removing {layout.prefix}, {size(layout.prefix)}")
        for path in sorted(layout.prefix.iterdir()):
            if path.name in ownership.KNOWN:
                print(f"  {path.name}, {size(path)}")
        for path in ownership.remove(layout.prefix):
            print(f"  {path.name} is not the engine's, and stays")
    return 0


def size(path: Path) -> str:
    """Return how much of the disk a folder takes, in MB."""
    if not path.exists():
        return "nothing"
    counted = subprocess.run(
        ["du", "-s", "--block-size=1000000", path],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{counted.stdout.split()[0]} MB"
