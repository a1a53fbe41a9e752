"""Are comments counted with which code has a tool look away?"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.settings import comments
from pipeline.core.tool import ToolRun
from tests.pipeline.examples import PROJECT, leg, ran

FILES = {
    "shop/a.py": "# flake8: noqa\nX = 1  # type: ignore\n# fmt: off\n",
    "shop/deep/b.py": "# mypy: ignore-errors\nimport os  # NOQA: F401  # isort:skip\n",
    "shop/text.py": 'TEXT = "# noqa"\n',
    "shop/broken.py": "def f(:  # noqa\n    '''\n",
    "tests/test_a.py": "def test_a(): pass\n\nasync def test_b(): pass\n",
    "json.py": "raise SystemExit(0)\n",
}


def counted(folder: Path) -> ToolRun:
    """Count in a folder as a stage does."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    words = comments.command(PROJECT)
    done = subprocess.run(
        [sys.executable, *words[1:]], cwd=folder, capture_output=True, text=True
    )
    return ToolRun("python", done.returncode, done.stdout, done.stderr)


def test_each_tool_has_its_comments_counted(tmp_path: Path) -> None:
    """A text that holds one is none; a file that is broken is searched, too."""
    run = counted(tmp_path)
    looked = leg(tools=("black", "isort", "flake8"), left_out=("1 of 3 files",))
    assert (
        "1 of 3 files",
        "what black finds at 1 comment in 1 file",
        "what isort finds at 1 comment in 1 file",
        "what flake8 finds at 3 comments in 3 files",
    ) == comments.named(looked, run).left_out
    typed = comments.named(leg(tools=("mypy",)), run)
    assert ("what mypy finds at 2 comments in 2 files",) == typed.left_out


def test_tests_are_counted_for_a_comparison(tmp_path: Path) -> None:
    """And all comments together."""
    run = counted(tmp_path)
    assert (2, 7) == (comments.tests(run), comments.total(run))


def test_no_count_is_no_verdict() -> None:
    """Neither nothing nor a mistake."""
    with pytest.raises(ToolOutputError):
        comments.total(ran("python", 1))
    with pytest.raises(ToolOutputError):
        comments.named(leg(), replace(ran("python", 0), stdout="{}"))
