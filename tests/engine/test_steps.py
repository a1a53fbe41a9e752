"""Is each part made once, and made again when it has to be?"""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.steps import Step, make


class Maker:
    """Makes a part, counts how often, and fails when told to."""

    def __init__(self) -> None:
        self.calls = 0
        self.fails = False

    def __call__(self, folder: Path, _log: Path) -> None:
        """Write a file, then fail if it is to."""
        self.calls += 1
        (folder / "half").write_text("half")
        if self.fails:
            raise KeyboardInterrupt
        (folder / "whole").write_text("whole")


@pytest.fixture(name="maker")
def _maker() -> Maker:
    return Maker()


@pytest.fixture(name="step")
def _step(maker: Maker) -> Step:
    return Step("part", "make a part", 1, ("recipe",), maker)


def test_a_part_is_made_once(step: Step, maker: Maker, tmp_path: Path) -> None:
    """The second call finds it."""
    first = make(tmp_path / "parts", tmp_path / "logs", step, "1/1")
    assert first == make(tmp_path / "parts", tmp_path / "logs", step, "1/1")
    assert 1 == maker.calls
    assert "whole" == (first / "whole").read_text()


def test_another_recipe_makes_it_again_and_forgets_the_old(
    step: Step, maker: Maker, tmp_path: Path
) -> None:
    """Old parts would fill the disk."""
    old = make(tmp_path / "parts", tmp_path / "logs", step, "1/1")
    other = replace(step, recipe=("another",))
    new = make(tmp_path / "parts", tmp_path / "logs", other, "1/1")
    assert 2 == maker.calls
    assert new.is_dir()
    assert not old.exists()


def test_what_was_interrupted_is_made_again_from_the_start(
    step: Step, maker: Maker, tmp_path: Path
) -> None:
    """Half a part never has the name of a whole one."""
    maker.fails = True
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "parts", tmp_path / "logs", step, "1/1")
    assert ["part.unfinished"] == [path.name for path in (tmp_path / "parts").iterdir()]

    maker.fails = False
    made = make(tmp_path / "parts", tmp_path / "logs", step, "1/1")
    assert {"half", "whole"} == {path.name for path in made.iterdir()}
