"""Bytecode for what the service imports: half of every start would be compiling."""

import py_compile
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path

from image.tree import PLAIN, Tree

# Not by time: times are all the same here, and a changed source must be noticed.
BY_CONTENT = py_compile.PycInvalidationMode.CHECKED_HASH


def compile_all(tree: Tree, sources: Iterable[Path]) -> None:
    """Compile files of a tree, under the paths that they have in the end."""
    # In order: what is compiled first changes some bits of what comes after.
    for path in sorted(sources):
        compiled = tree.at(Path(cache_from_source(str(path))))
        py_compile.compile(
            str(tree.at(path)),
            str(compiled),
            str(path),
            doraise=True,
            invalidation_mode=BY_CONTENT,
        )
        compiled.chmod(PLAIN)
