"""Resolve paths as compose does, relative to the repository."""

from pathlib import PurePosixPath

from pipeline.core.compose.composition import ROOT


def inside(path: str) -> str | None:
    """Return a path as the repository calls it, None when it lies outside."""
    pure = PurePosixPath(path)
    return str(pure.relative_to(ROOT)) if pure.is_relative_to(ROOT) else None
