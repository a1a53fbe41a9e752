"""One planted defect for each way a gate can turn red."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Defect:
    """A change of the target that one gate, and no other, must catch.

    *text* is added to the end of the file at *path*, which may be new.
    """

    name: str
    path: str
    text: str
    gate: str
    tool: str
    leg: str = ""

    def plant(self, target: Path) -> None:
        """Bring the defect into a copy of the target."""
        file = target / self.path
        before = file.read_text() if file.exists() else ""
        file.write_text(before + self.text)


SHELL = '''"""Labels."""

import subprocess

COMMAND = str(object())
subprocess.call(COMMAND, shell=True)
'''

UNCOVERED = '''"""Code that no test reaches."""


def describe(price: int) -> str:
    """Say in words what a price is."""
    if price < 0:
        word = "odd"
        mark = "!"
    elif price == 0:
        word = "free"
        mark = "."
    elif price < 100:
        word = "cheap"
        mark = "."
    else:
        word = "dear"
        mark = "?"
    return word + mark
'''

ONLY_ON_NEWER_PYTHON = """

def test_the_interpreter_is_new() -> None:
    import sys

    assert sys.version_info >= (3, 12)
"""

DEFECTS = (
    Defect(
        name="an unformatted file",
        path="shop/labels.py",
        text='"""Labels."""\n\nNAME = \'shop\'\n',
        gate="lint",
        tool="black",
    ),
    Defect(
        name="imports out of order",
        path="shop/clock.py",
        text='"""Time."""\n\nimport sys\nimport os\n\nHERE = (os.name, sys.path)\n',
        gate="lint",
        tool="isort",
    ),
    Defect(
        name="an unused import",
        path="shop/clock.py",
        text='"""The time."""\n\nimport os\n',
        gate="lint",
        tool="flake8",
    ),
    Defect(
        name="a wrong type",
        path="shop/labels.py",
        text='"""Labels."""\n\nCOUNT: int = "three"\n',
        gate="typecheck",
        tool="mypy",
    ),
    Defect(
        name="a shell command",
        path="shop/labels.py",
        text=SHELL,
        gate="security",
        tool="bandit",
        leg="bandit",
    ),
    Defect(
        name="a dependency with a known vulnerability",
        path="requirements.txt",
        text="six==1.16.0\n",
        gate="security",
        tool="safety",
        leg="safety",
    ),
    Defect(
        name="a test that fails on one Python only",
        path="tests/test_shop.py",
        text=ONLY_ON_NEWER_PYTHON,
        gate="test",
        tool="pytest",
        leg="3.11",
    ),
    Defect(
        name="coverage below the threshold",
        path="shop/words.py",
        text=UNCOVERED,
        gate="test",
        tool="coverage",
    ),
    Defect(
        name="a Dockerfile that does not build",
        path="Dockerfile",
        text='RUN ["python", "-c", "raise SystemExit(\'no such step\')"]\n',
        gate="build",
        tool="docker-build",
    ),
)
