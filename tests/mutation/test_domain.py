"""Does a test notice every change of the domain, and of what ships?"""

import tomllib
from pathlib import Path

from tests.mutation.judging import complaints, patterns
from tests.mutation.running import copied, narrowed, run

ROOT = Path(__file__).parents[2]
# Dataclasses without a line that could be changed are not among them.
SHIPS = {
    *("json_file", "reference", "project/environment"),
    *("release/release_json", "release/schema"),
    *(f"deploy/{each}" for each in ("bump", "place_hold", "promotion", "rollback")),
    *(f"environments/{each}" for each in ("decision", "environment_health", "facts")),
    *(f"environments/{each}" for each in ("hold", "image_component", "state")),
}
QUICK = (
    *("deploy/bump", "environments/decision", "environments/state"),
    *("project/environment", "reference"),
)


def suite_of(module: str) -> str:
    """Return the file that tests a module of the heart."""
    room, _, name = module.rpartition("/")
    return str(Path("tests/pipeline", room, f"test_{name}.py"))


def test_no_mutant_of_the_domain_or_of_what_decides_survives(tmp_path: Path) -> None:
    """Those of all that ships take minutes: they are for `make mutants`, by night."""
    root = narrowed(copied(ROOT, tmp_path), QUICK)

    assert [] == complaints(root, run(root), enough=501)


def test_what_is_left_out_is_not_looked_at_by_half(tmp_path: Path) -> None:
    """Neither changed nor tested."""
    root = narrowed(copied(ROOT, tmp_path), QUICK)
    quick = [f"src/pipeline/core/{each}.py" for each in QUICK]

    assert {"app/domain/*", *quick} == set(patterns(root))
    assert "test_rollback" not in (root / "pyproject.toml").read_text()


def test_each_module_of_the_domain_brings_its_tests() -> None:
    """A module that nobody tests here would be full of survivors."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    tests = config["pytest_add_cli_args_test_selection"]
    modules = sorted((ROOT / "app/domain").glob("[!_]*.py"))

    assert "app/domain/*" in patterns(ROOT)
    assert [f"tests/app/test_{each.stem}.py" for each in modules] == [
        test for test in tests if test.startswith("tests/app/")
    ]


def test_each_module_that_ships_brings_its_tests() -> None:
    """Each is named: most of the heart is about reports, not about effects."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    tests = config["pytest_add_cli_args_test_selection"]
    prefix = "src/pipeline/core/"
    modules = {
        each.removeprefix(prefix).removesuffix(".py")
        for each in patterns(ROOT)
        if each.startswith(prefix)
    }

    assert SHIPS <= modules
    assert {suite_of(each) for each in SHIPS} <= set(tests)
    assert all((ROOT / each).is_file() for each in tests)
