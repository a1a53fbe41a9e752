"""Is a gate that nobody awaits an error, and has what is not checked its reason?

That all code is typed, and strictly, is the gate typecheck's to say: `[tool.pipeline]`
names every folder, which is seen to here.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE = ROOT / "pipeline" / "src" / "pipeline"
WORD = b"await "
ERROR = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+): error: ")
IGNORED = re.compile(r"# (?:type: ignore|noqa)\b")
WITH_REASON = re.compile(r"# (?:type: ignore\[[\w-]+\]|noqa: \w+)  # \S")


def mypy(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run mypy with the settings of pyproject.toml."""
    return subprocess.run(
        [sys.executable, "-m", "mypy", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def listed() -> list[str]:
    """Return the names of all Python files that git knows."""
    ours = ["git", "ls-files", "*.py", "*.pyi"]
    done = subprocess.run(ours, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def awaiting(file: Path) -> Iterator[ast.AsyncFunctionDef]:
    """Go through the functions that await something themselves."""
    for each in ast.walk(ast.parse(file.read_text())):
        if isinstance(each, ast.AsyncFunctionDef) and any(awaits(each)):
            yield each


def awaits(function: ast.AsyncFunctionDef) -> Iterator[ast.Await]:
    """Go through what a function awaits, but not through what those inside it do."""
    left: list[ast.AST] = list(function.body)
    while left:
        node = left.pop()
        if isinstance(node, ast.Await):
            yield node
        if not isinstance(node, ast.AsyncFunctionDef):
            left.extend(ast.iter_child_nodes(node))


def unawaited(file: Path) -> bytes:
    """Return a file's code without the word `await`, every line where it was."""
    lines = file.read_bytes().splitlines(keepends=True)
    nodes = [each for function in awaiting(file) for each in awaits(function)]
    for node in sorted(nodes, key=lambda node: -node.col_offset):
        line, at = lines[node.lineno - 1], node.col_offset
        assert line[at:].startswith(WORD)
        lines[node.lineno - 1] = line[:at] + line[at + len(WORD) :]
    return b"".join(lines)


FUNCTIONS = [
    pytest.param(file, function, id=f"{file.relative_to(MODULE)}:{function.name}")
    for file in sorted(MODULE.rglob("*.py"))
    for function in awaiting(file)
]


@pytest.fixture(name="errors", scope="module")
def _errors(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, set[int]]:
    """Return the lines that are wrong when the whole module awaits nothing."""
    folder = tmp_path_factory.mktemp("unawaited")
    swapped: list[str | Path] = []
    for file in {file: None for file, _ in (each.values for each in FUNCTIONS)}:
        assert isinstance(file, Path)
        copy = folder / "-".join(file.relative_to(MODULE).parts)
        copy.write_bytes(unawaited(file))
        swapped += ["--shadow-file", file, copy]
    done = mypy(f"--cache-dir={folder}/cache", *swapped, MODULE)
    found: dict[Path, set[int]] = {}
    for each in ERROR.finditer(done.stdout):
        found.setdefault(ROOT / each["file"], set()).add(int(each["line"]))
    return found


def test_what_is_not_checked_has_its_reason_beside_it() -> None:
    """By the rule, so that all others count on that line, too."""
    planted = ("tests/gates/", "tests/pipeline/settings/", "tests/test_types.py")
    assert [] == [
        f"{file}: {line.strip()}"
        for file in listed()
        for line in (ROOT / file).read_text().splitlines()
        if IGNORED.search(line) and not WITH_REASON.search(line)
        if not file.startswith(planted)
    ]


def test_all_code_is_looked_at_by_the_gates() -> None:
    """Whatever folder it lies in: it is linted, typed and read by Bandit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = project["tool"]["pipeline"]
    folders = tuple(f"{path}/" for path in (*named["paths"], *named["also"]))
    files = listed()
    assert files
    # Its name is no module's, so mypy takes it for none; the gate names it as unread.
    assert ["gunicorn.conf.py"] == [
        file for file in files if not f"{file}/".startswith(folders)
    ]
    assert project["tool"]["mypy"]["strict"]


@pytest.mark.parametrize(("file", "function"), FUNCTIONS)
def test_what_is_not_awaited_is_an_error(
    file: Path, function: ast.AsyncFunctionDef, errors: dict[Path, set[int]]
) -> None:
    """A gate that nobody awaits would let everything through."""
    assert function.end_lineno is not None
    own = range(function.lineno, function.end_lineno + 1)
    assert errors.get(file, set()) & {*own}
