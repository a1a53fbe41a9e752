"""Does a test notice every change of the domain."""

import tomllib
from pathlib import Path

from tests.mutation.judging import complaints
from tests.mutation.running import copied, run

ROOT = Path(__file__).parents[2]


def test_no_mutant_of_the_domain_survives(tmp_path: Path) -> None:
    """More than a hundred are tried: see `make mutants`."""
    root = copied(ROOT, tmp_path)

    assert [] == complaints(root, run(root))


def test_each_module_of_the_domain_brings_its_tests() -> None:
    """A module that nobody tests here would be full of survivors."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    modules = sorted((ROOT / "app/domain").glob("[!_]*.py"))

    assert [f"tests/app/test_{each.stem}.py" for each in modules] == config[
        "pytest_add_cli_args_test_selection"
    ]
