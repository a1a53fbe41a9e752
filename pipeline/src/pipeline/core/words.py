"""Format numbers, sizes and lists for people."""

from collections.abc import Mapping


def counted(number: int, thing: str) -> str:
    """Say how many there are of something."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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
