"""Is a mutant that survives ever overlooked."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.mutation.judging import complaints
from tests.mutation.running import Mutant, NotRun, run

PYPROJECT = """\
[tool.mutmut]
source_paths = ["shop"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
"""
PRICES = '''\
"""What things cost."""


def free(price: int) -> bool:
    """Tell whether something costs nothing."""
    return price <= 0
'''
WEAK = """\
from shop.prices import free


def test_a_gift_is_free():
    assert free(-1) and not free(100)
"""
STRONG = """\
from shop.prices import free


def test_nothing_but_a_gift_is_free():
    assert free(0) and not free(1)
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository with one function, and what became of its mutants."""

    root: Path
    mutants: list[Mutant]


def tried(root: Path, tests: str) -> list[Mutant]:
    """Run these tests on the mutants of the shop."""
    (root / "tests" / "test_prices.py").write_text(tests)
    return run(root)


@pytest.fixture(name="shop", scope="module")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    root = tmp_path_factory.mktemp("shop")
    for folder in ("shop", "tests"):
        (root / folder).mkdir()
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "shop" / "__init__.py").touch()
    (root / "shop" / "prices.py").write_text(PRICES)
    return Shop(root, tried(root, WEAK))


def test_a_survivor_is_shown_with_its_place_and_its_change(shop: Shop) -> None:
    """A weak test does not see where the bound lies."""
    first, second = complaints(shop.root, shop.mutants, enough=2)

    assert first.startswith("shop/prices.py:6: no test notices this change")
    assert "-    return price <= 0\n+    return price < 0" in first
    assert "+    return price <= 1" == second.splitlines()[-1]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(33, "no test notices this change", id="no test runs it"),
        pytest.param(36, "nobody knows what exit code 36", id="a time-out"),
        pytest.param(None, "nobody knows what exit code None", id="never tried"),
        pytest.param(-11, "nobody knows what exit code -11", id="a crash"),
    ],
)
def test_only_a_failed_test_is_a_notice(
    shop: Shop, code: int | None, said: str
) -> None:
    """Whatever else the tool may say is a complaint."""
    mutant = replace(shop.mutants[0], exit_code=code)
    (found,) = complaints(shop.root, [mutant], enough=1)

    assert said in found


def test_a_handful_of_mutants_proves_nothing(shop: Shop) -> None:
    """The tool may have looked at the wrong place."""
    noticed = [replace(each, exit_code=1) for each in shop.mutants]

    assert [] == complaints(shop.root, noticed, enough=2)
    assert ["2 mutants were tested, not 1001 or more"] == complaints(shop.root, noticed)


def test_a_module_without_a_mutant_was_not_looked_at(shop: Shop) -> None:
    """Its name may have changed."""
    noticed = [replace(each, exit_code=1) for each in shop.mutants]
    pyproject = shop.root / "pyproject.toml"
    pyproject.write_text(f'{PYPROJECT}only_mutate = ["shop/prices.py", "shop/c*"]\n')
    found = complaints(shop.root, noticed, enough=2)
    pyproject.write_text(PYPROJECT)

    assert ["shop/c*: no mutant of it was tested"] == found


def test_a_test_that_sees_everything_is_enough(shop: Shop) -> None:
    """And what an earlier run has found does not count."""
    assert [] == complaints(shop.root, tried(shop.root, STRONG), enough=2)


def test_tests_that_fail_without_a_mutant_are_not_run_on_any(shop: Shop) -> None:
    """They would seem to notice all of them."""
    with pytest.raises(NotRun, match="it ended with 1"):
        tried(shop.root, STRONG.replace("free(0)", "free(1)"))
