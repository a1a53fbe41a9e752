"""Is every version of every file found, and does none leave its folder?"""

from pathlib import Path

import pytest

from pipeline.committed import main, safe
from tests.workflows.repository import commit, git


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    """Return a repository that has lost a file, and a branch that nobody merged."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "with space").mkdir()
    for text in ("one", "two"):
        (folder / "with space" / "a.txt").write_text(text)
        commit(folder)
    git(folder, "rm", "--quiet", "with space/a.txt")
    commit(folder)
    git(folder, "switch", "--quiet", "--create=aside")
    (folder / "b.bin").write_bytes(b"\x00\nthree\n")
    commit(folder)
    git(folder, "switch", "--quiet", "main")
    return folder


def test_all_that_was_committed_is_there(repository: Path, tmp_path: Path) -> None:
    """Whatever became of it."""
    folder = tmp_path / "committed"
    main(str(repository / ".git"), str(folder))
    found = {file for file in folder.rglob("*") if file.is_file()}
    assert {b"one", b"two", b"\x00\nthree\n"} == {each.read_bytes() for each in found}
    names = {"/".join(each.relative_to(folder).parts[1:]) for each in found}
    assert {"with space/a.txt", "b.bin"} == names


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("shop/a.py", "shop/a.py"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("", "file"),
        ("..", "file"),
        ("a" * 300, "a" * 200),
        ("\N{SNOWMAN}" * 100, "\N{SNOWMAN}" * 66),
    ],
)
def test_no_name_leaves_its_folder(name: str, kept: str) -> None:
    """A tree that somebody made by hand may hold any."""
    assert kept == safe(name)
