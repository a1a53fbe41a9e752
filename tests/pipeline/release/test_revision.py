"""Which commit is a source?"""

from datetime import UTC, datetime

import pytest

from pipeline.core.errors import Refused
from pipeline.core.release.revision import Revision, build_number, must_be_of, read
from pipeline.core.tool import ToolRun

COMMIT, TREE = "c" * 40, "d" * 40
SHOWN = ToolRun("git", 0, stdout=f"{COMMIT}\n{TREE}\n2030-06-07T08:13:48+02:00\n")
WHEN = datetime(2030, 6, 7, 6, 13, 48, tzinfo=UTC)
FOUND = Revision(COMMIT, TREE, WHEN, 7)


def said(text: str) -> ToolRun:
    """Return a run of git that says this."""
    return ToolRun("git", 0, stdout=f"{text}\n")


def test_git_tells_it() -> None:
    """With its time in UTC."""
    assert FOUND == read(SHOWN, said("false"), said("7"))


def test_a_shallow_clone_knows_no_number() -> None:
    found = read(SHOWN, said("true"), said("1"))
    assert found.build is None
    assert 12 == build_number(found, 12)
    with pytest.raises(Refused, match="the clone is shallow.* give --build"):
        build_number(found, None)


def test_a_number_that_is_given_is_taken() -> None:
    assert (7, 9) == (build_number(FOUND, None), build_number(FOUND, 9))


def test_where_git_knows_nothing_it_is_told_why() -> None:
    failed = ToolRun("git", 128, stderr="fatal: bad revision 'HEAD'\n")
    with pytest.raises(Refused, match="bad revision 'HEAD'; give --git"):
        read(failed, said("false"), failed)


def test_a_source_as_committed_is_taken() -> None:
    must_be_of(FOUND, ())


@pytest.mark.parametrize(
    ("files", "named"),
    [
        pytest.param(("a.py",), "a.py differ", id="one"),
        pytest.param(tuple("abcdefg"), "a, b, c, d, e and 2 more differ", id="many"),
    ],
)
def test_a_source_that_differs_is_refused(files: tuple[str, ...], named: str) -> None:
    """With the names of the files."""
    with pytest.raises(Refused, match=named):
        must_be_of(FOUND, files)


def test_numbers_of_a_later_series_are_above_all_before() -> None:
    """Whatever counts builds may begin anew."""
    last = build_number(revision_of(None), 999_999)
    assert last < build_number(revision_of(None), 1, series=1)
    with pytest.raises(Refused, match="a series has 1000000 builds"):
        build_number(revision_of(None), 1_000_000, series=1)


def revision_of(build: int | None) -> Revision:
    """Return a commit of which only the count matters."""
    return Revision("c" * 40, "t" * 40, datetime(2026, 3, 1, tzinfo=UTC), build)
