"""Does docs/faults.md list the faults that are tested, and only those?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "faults.md"
ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| `(test_.+)` \|$", re.MULTILINE)
FILES = sorted(HERE.glob("test_faults_*.py"))


def cases(file: Path) -> set[str]:
    """Return the tests of a file, each of their cases with an id."""
    return {
        f"{node.name}[{case}]" if case else node.name
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for case in list(_cases(node)) or [""]
    }


def _cases(node: ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        for word in ast.walk(decorator):
            if isinstance(word, ast.keyword) and word.arg == "id":
                assert isinstance(word.value, ast.Constant)
                yield str(word.value.value)


def listed(file: Path) -> list[str]:
    """Return the tests that a file's section of the page lists."""
    _, section = PAGE.read_text().split(f"\n`{file.name}`", 1)
    return ROW.findall(section.split("\n## ")[0])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_fault_is_listed_with_what_happens(file: Path) -> None:
    assert sorted(cases(file)) == sorted(listed(file))


def test_there_are_many_more_than_forty() -> None:
    assert 120 < sum(len(listed(file)) for file in FILES)
