"""Does each module's README.md say what its files say?"""

from pathlib import Path

import pytest

from tests.terraform.docs import Docs
from tests.terraform.places import Place, modules
from tests.terraform.tofu import ROOT, TERRAFORM

GUIDE = ROOT / "docs" / "terraform.md"
PLACES = [each for each in modules(TERRAFORM) if any(each.folder.glob("*.tf"))]
MARKS = ("<!-- BEGIN_TF_DOCS -->", "<!-- END_TF_DOCS -->")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_tables_are_those_of_the_files(
    docs: Docs, tree: Path, place: Place
) -> None:
    """To write them anew: terraform-docs FOLDER."""
    assert not docs.drifted(tree / place.name)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_module_says_what_it_is_for(place: Place) -> None:
    """In words, before the tables."""
    text = (place.folder / "README.md").read_text()
    before, *_ = text.partition(MARKS[0])
    title, *words = before.strip().splitlines()
    assert title.startswith("# ")
    assert len(" ".join(words).split()) >= 10
    for mark in MARKS:
        assert 1 == text.count(mark)


def test_the_guide_names_every_part() -> None:
    """With what each cloud makes of it."""
    text = GUIDE.read_text()
    for part in {place.part for place in PLACES}:
        assert f"`{part}`" in text
