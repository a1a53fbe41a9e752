"""Does docs/gates.md list all that is planted to be found?"""

from tests.gates import table
from tests.test_structure import ROOT


def test_the_page_is_up_to_date() -> None:
    """Written anew it is the same: `python -m tests.gates.table > docs/gates.md`."""
    assert table.page() == (ROOT / "docs" / "gates.md").read_text()


def test_there_are_enough_and_none_is_there_twice() -> None:
    """Each with a file that exists."""
    rows = table.rows()
    assert len({row[:2] for row in rows}) == len(rows) >= 130
    assert [] == [row for row in rows if not (ROOT / row[3]).exists()]


def test_every_gate_has_one() -> None:
    """A gate that nothing is planted for has never been seen to be red."""
    gates = {"lint", "typecheck", "security", "test", "manifests", "terraform"}
    gates |= {"build", "scan", "integration", "e2e", "policy"}
    assert gates == {row[0] for row in table.rows()}
