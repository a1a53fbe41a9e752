"""Format numbers, sizes and lists for people."""

from collections.abc import Mapping, Sequence
from typing import Final

LAST_LINES: Final = 15


def counted(number: int, thing: str) -> str:
    """Say how many there are of something."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def ended(argv: Sequence[str], exit_code: int, *said: str) -> str:
    """Say how a command ended: its name and last line first, then its last lines."""
    lines = [line for text in said for line in text.splitlines() if line.strip()]
    name = " ".join(argv[:3])
    last = f": {lines[-1].strip()}" if lines else " and said nothing"
    shown = "".join(f"\n  {line}" for line in lines[-LAST_LINES:])
    return f"{name} ended with {exit_code}{last}{shown}"


def counts(numbers: Mapping[str, int]) -> str:
    """Say how many there are of several things, whose names are plurals."""
    return ", ".join(
        (
            counted(number, name.removesuffix("s"))
            if name.endswith("s")
            # Such as deselected: of what is said before it.
            else f"{number} {name}"
        )
        for name, number in numbers.items()
    )


def left_out(count: int, files: int, tool: str) -> tuple[str, ...]:
    """Say how many of the files a tool has not looked at, if there are any."""
    if count >= files:
        return ()
    return (f"{files - count} of {counted(files, 'file')} by {tool}",)


def megabytes(size: float) -> str:
    """Say a size as people compare images."""
    return f"{size / 1_000_000:.1f} MB"
