"""Which modules may a module import, in whatever case?"""

from pathlib import Path

import pytest

from image.reach import Libraries

SOURCES = {
    "top.py": "import used\ndef seldom() -> None:\n    from pack import inner\n",
    "used.py": "",
    "pack/__init__.py": "",
    "pack/inner.py": "from . import beside\nfrom .. import used\nimport away.from_here",
    "pack/beside.py": "",
    "pack/never.py": "",
    "checked.py": "if TYPE_CHECKING:\n    import used\nelse:\n    import pack.beside\n",
    "old.py": "import unittest, fast",
    "unittest.py": "",
    "fast.py": "",
    "fast.abi3.so": "",
}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    for name, text in SOURCES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        pytest.param(
            "top.py",
            {"used.py", "pack/__init__.py", "pack/inner.py", "pack/beside.py"},
            id="in functions and packages, and what those import",
        ),
        pytest.param(
            "checked.py",
            {"pack/__init__.py", "pack/beside.py"},
            id="but not what only type checkers see",
        ),
        pytest.param("old.py", {"fast.abi3.so"}, id="nor what nothing here calls"),
    ],
)
def test_a_module_reaches(folder: Path, name: str, reached: set[str]) -> None:
    """What its import statements name, wherever they stand."""
    found = Libraries((folder,)).reached([folder / name])
    assert {name, *reached} == {str(path.relative_to(folder)) for path in found}
