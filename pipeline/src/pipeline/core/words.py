"""Say numbers as people do."""


def counted(number: int, thing: str) -> str:
    """Say how many there are of something."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def megabytes(size: float) -> str:
    """Say a size as people compare images."""
    return f"{size / 1_000_000:.1f} MB"
