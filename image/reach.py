"""Follow the import statements of modules, also of those that seldom run.

Usage, with the interpreter of their environment: python -m image.reach
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from image import LIBRARIES, MODULES, listed

# Libraries name these in functions that nothing here calls, and their trees are large:
# objects mapped to tables, databases without a driver, add-ons of Redis, debuggers,
# pools of processes.
UNUSED = (
    *("sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql"),
    *("sqlalchemy.dialects.oracle", "sqlalchemy.ext", "sqlalchemy.orm"),
    *("sqlalchemy.testing", "redis.commands.bf", "redis.commands.json"),
    *("redis.commands.search", "redis.commands.timeseries"),
    *("redis.commands.vectorset", "gunicorn.dirty", "gunicorn.http2"),
    *("urllib3.contrib.emscripten", "urllib3.contrib.pyopenssl", "urllib3.http2"),
    *("click.testing", "werkzeug.debug", "_pydatetime", "_pydecimal", "doctest"),
    *("ftplib", "pdb", "pydoc", "readline", "unittest", "webbrowser", "xmlrpc"),
    *("concurrent.futures.process", "multiprocessing"),
    # Python has hash functions of its own: a second OpenSSL would come for these.
    "_hashlib",
)
TYPE_CHECKING = "TYPE_CHECKING"


@dataclass
class Imports(ast.NodeVisitor):
    """The names that a module of a package imports when it runs, or may."""

    package: list[str]
    names: set[str] = field(default_factory=set)

    def visit_If(self, node: ast.If) -> None:
        """Pass over what only type checkers see."""
        for name in ast.walk(node.test):
            if TYPE_CHECKING in (getattr(name, "id", ""), getattr(name, "attr", "")):
                for statement in node.orelse:
                    self.visit(statement)
                return
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        """Note whole names."""
        self.names |= {alias.name for alias in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Note what is taken from: each of it may be a module itself."""
        parts = self.package[: len(self.package) + 1 - node.level] if node.level else []
        start = ".".join([*parts, *([node.module] if node.module else [])])
        self.names |= {start, *(f"{start}.{alias.name}" for alias in node.names)}


@dataclass(frozen=True, slots=True)
class Libraries:
    """Folders that modules are imported from, the first before the others."""

    folders: tuple[Path, ...]

    def reached(self, files: Iterable[Path]) -> set[Path]:
        """Return files, and all that these may import."""
        found: set[Path] = set()
        left = list(files)
        while left:
            file = left.pop()
            if file not in found:
                found.add(file)
                left += self.imported(file)
        return found

    def imported(self, file: Path) -> Iterator[Path]:
        """List what a file may import, not what that may import in turn."""
        if file.suffix != ".py":
            return
        imports = Imports(self._package(file))
        imports.visit(ast.parse(file.read_bytes()))
        for name in imports.names:
            if not any(f"{name}.".startswith(f"{unused}.") for unused in UNUSED):
                yield from self._files(name.split("."))

    def _package(self, file: Path) -> list[str]:
        """Return the words of the package that a file is in, or is."""
        for folder in self.folders:
            if file.is_relative_to(folder):
                return list(file.parent.relative_to(folder).parts)
        return []

    def _files(self, words: list[str]) -> Iterator[Path]:
        """List the files of a module and of the packages around it."""
        for folder in self.folders:
            for count in range(1, len(words) + 1):
                yield from _module(folder.joinpath(*words[:count]))


def _module(path: Path) -> list[Path]:
    """Return the file of a module; an extension comes before its source."""
    extensions = [path.with_name(path.name + suffix) for suffix in EXTENSION_SUFFIXES]
    sources = [path / "__init__.py", path.with_name(f"{path.name}.py")]
    return [it for it in (*extensions, *sources) if it.is_file()][:1]


def main() -> None:
    """Add to the list of modules what they may import."""
    libraries = Libraries(LIBRARIES)
    kept = sorted(libraries.reached(listed()))
    MODULES.write_text("".join(f"{file}\n" for file in kept))


if __name__ == "__main__":
    main()
