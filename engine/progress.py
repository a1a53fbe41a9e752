"""Tell a person what a long build is doing, how far it is and how long it takes."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLAIN_EVERY = 15.0
LIVE_EVERY = 0.5


def say(text: str) -> None:
    """Print one line on stderr: stdout belongs to the command that is run."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def working(what: str, about: int, log: Path) -> Iterator[None]:
    """Show that *what* is under way; it takes *about* seconds on two cores."""
    start = time.monotonic()
    done = threading.Event()
    live = sys.stderr.isatty()

    def line() -> str:
        passed = int(time.monotonic() - start)
        return f"{what}: {passed} s of about {about} s{_last_line(log)}"

    def tick() -> None:
        while not done.wait(LIVE_EVERY if live else PLAIN_EVERY):
            if live:
                print(f"\r\033[K{line()[:110]}", end="", file=sys.stderr, flush=True)
            else:
                say(line()[:140])

    ticker = threading.Thread(target=tick, daemon=True)
    say(f"{what} (about {about} s)") if not live else None
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
        if live:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
    say(f"{what}: done in {time.monotonic() - start:.0f} s")


def _last_line(log: Path) -> str:
    """Return what a step printed last, to show that it moves."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 400))
            lines = file.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    said = [text.strip() for text in lines if text.strip()]
    return f" | {said[-1]}" if said else ""
