"""Does the domain know neither HTTP nor SQL."""

import ast
import sys
from pathlib import Path

import pytest

from app import domain

MODULES = sorted(Path(str(domain.__file__)).parent.glob("*.py"))


def imports(file: Path) -> set[str]:
    """Return the modules that a file imports from."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    plain = {
        alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    taken = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return plain | taken


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_the_domain_imports_itself_and_python_only(file: Path) -> None:
    """So it can be read, tested and kept without a server."""
    foreign = {
        name
        for name in imports(file)
        if not name.startswith("app.domain.")
        and name.partition(".")[0] not in sys.stdlib_module_names
    }

    assert set() == foreign
    assert {"os", "socket", "sqlite3", "time"}.isdisjoint(imports(file))
