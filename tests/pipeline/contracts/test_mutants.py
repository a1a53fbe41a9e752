"""Does each contract catch the fault that it is for, and nothing else?"""

import re
from pathlib import Path

import pytest

from tests.pipeline.contracts.mutants import MUTANTS, Mutant
from tests.pipeline.contracts.shop import FILES, broken


def test_the_good_set_keeps_every_promise() -> None:
    """Otherwise a fault that is caught would prove nothing."""
    assert [] == broken(FILES)


def test_there_are_enough_faults_and_none_twice() -> None:
    """A fault that is listed twice would count twice."""
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 80


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_single_fault_is_caught_by_exactly_its_check(mutant: Mutant) -> None:
    """At least once, and by no other."""
    found = broken(mutant.files())
    assert {mutant.rule} == {each.partition(" ")[0] for each in found}, found


ROOT = Path(__file__).parent.parent.parent.parent
CONTRACTS = ROOT / "pipeline" / "src" / "pipeline" / "core" / "contracts"
# Two objects are needed for each of them, see test_contracts.py.
ELSEWHERE = {"hpa-twice", "image-component-unused"}


def test_every_check_has_a_fault_that_it_catches() -> None:
    """A check that cannot fail is none."""
    code = "".join(file.read_text() for file in CONTRACTS.rglob("*.py"))
    rules = set(re.findall(r'Breach\(\s*"([a-z-]+)"', code))
    assert rules == {mutant.rule for mutant in MUTANTS} | ELSEWHERE


def test_every_check_is_documented() -> None:
    """By its name."""
    documented = (ROOT / "docs" / "configuration.md").read_text()
    for rule in {mutant.rule for mutant in MUTANTS} | ELSEWHERE:
        family = f"{rule.rpartition('-')[0]}-*"
        assert f"`{rule}`" in documented or f"`{family}`" in documented, rule
