"""Is each check able to fail, and alone?"""

from collections import Counter
from pathlib import Path

import pytest

from tests.terraform.applied import OFFLINE
from tests.terraform.checks import CHECKS, findings
from tests.terraform.defects import Defect, defects
from tests.terraform.docs import Docs
from tests.terraform.tofu import TERRAFORM, Tofu

STATIC = defects(*CHECKS)
PROGRAMS = ("validate", "test", "fmt", "docs")


def planted(*checks: str) -> pytest.MarkDecorator:
    """Run a test once for each defect of some checks."""
    return pytest.mark.parametrize(
        "defect", defects(*checks), ids=lambda defect: defect.name
    )


@pytest.fixture(name="before", scope="module")
def _before() -> set[str]:
    """What is wrong without any defect, which test_checks.py is about."""
    return {str(each) for each in findings(TERRAFORM)}


@planted(*CHECKS)
def test_a_defect_turns_one_check_red(
    tree: Path, before: set[str], defect: Defect
) -> None:
    """That one, and no other."""
    folder = defect.plant(tree)
    found = [each for each in findings(tree) if str(each) not in before]
    assert {defect.check} == {each.check for each in found}, [*map(str, found)]
    assert {str(folder.relative_to(tree))} == {each.place for each in found}


@planted("validate")
def test_a_defect_is_known_by_the_providers(
    tofu: Tofu, tree: Path, before: set[str], defect: Defect
) -> None:
    """No file alone tells it."""
    folder = defect.plant(tree)
    assert set() == {str(each) for each in findings(tree)} - before
    tofu.done(folder, *OFFLINE)
    assert 0 != tofu.ran(folder, "validate").returncode


@planted("test")
def test_a_defect_fails_a_test_of_the_module(
    tofu: Tofu, tree: Path, before: set[str], defect: Defect
) -> None:
    """It is valid, and does something else."""
    folder = defect.plant(tree)
    assert set() == {str(each) for each in findings(tree)} - before
    tofu.done(folder, *OFFLINE)
    tofu.done(folder, "validate")
    assert 0 != tofu.ran(folder, "test").returncode


@planted("fmt")
def test_a_defect_is_one_of_form(
    tofu: Tofu, tree: Path, before: set[str], defect: Defect
) -> None:
    """And is listed by its file."""
    defect.plant(tree)
    assert set() == {str(each) for each in findings(tree)} - before
    done = tofu.ran(tree, "fmt", "-check", "-recursive")
    assert 0 != done.returncode
    assert defect.path in done.stdout


@planted("docs")
def test_a_defect_is_one_of_the_tables(
    docs: Docs, tree: Path, before: set[str], defect: Defect
) -> None:
    """They are made of the files, and not written."""
    folder = defect.plant(tree)
    assert set() == {str(each) for each in findings(tree)} - before
    assert docs.drifted(folder)


def test_there_is_a_defect_for_each_check() -> None:
    """One that none can turn red looks at nothing."""
    assert set(CHECKS) == {each.check for each in STATIC}
    assert all(defects(name) for name in PROGRAMS)
    assert len(defects(*CHECKS, *PROGRAMS)) >= 70


def test_defects_are_told_apart() -> None:
    """By their names, which are the tests' own."""
    names = Counter(each.name for each in defects(*CHECKS, *PROGRAMS))
    assert {1} == set(names.values())
