"""Bytecode for what the service imports: half of every start would be compiling."""

import py_compile
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path

from image.tree import PLAIN, Tree

# Not by time: times are all the same here, and a changed source must be noticed.
BY_CONTENT = py_compile.PycInvalidationMode.CHECKED_HASH


def replace_all(tree: Tree, sources: Iterable[Path]) -> None:
    """Put bytecode where the sources of a library would be."""
    # In order: what is compiled first changes some bits of what comes after.
    for path in sorted(path for path in sources if path.suffix == ".py"):
        compiled = tree.at(path.with_suffix(".pyc"))
        compiled.parent.mkdir(parents=True, exist_ok=True)
        _compile(path, compiled, path)


def compile_all(tree: Tree, sources: Iterable[Path]) -> None:
    """Compile files of a tree, under the paths that they have in the end."""
    for path in sorted(sources):
        _compile(tree.at(path), tree.at(Path(cache_from_source(str(path)))), path)


def _compile(source: Path, compiled: Path, name: Path) -> None:
    py_compile.compile(
        str(source),
        str(compiled),
        str(name),
        doraise=True,
        invalidation_mode=BY_CONTENT,
    )
    compiled.chmod(PLAIN)
