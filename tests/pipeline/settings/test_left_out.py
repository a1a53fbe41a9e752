"""Does a leg name what settings of its tools leave out?"""

from pipeline.core.settings.left_out import beyond, named, unseen
from pipeline.core.settings.setting import read
from tests.pipeline.examples import leg

SETTINGS = read(
    {
        ".flake8": "[flake8]\nignore = E3,E1,E2,E4,E5,E7,E6\nexclude = a\n",
        "pyproject.toml": f"[tool.black]\nforce-exclude = '{'x' * 80}'\n",
        ".hadolint.yaml": "ignored: [DL3008]\n",
    }
)


def test_a_leg_names_its_own_tools_settings_and_where_they_are() -> None:
    """Lists are cut: hundreds of items say no more than their number."""
    found = named(leg(tools=("black", "flake8"), left_out=("1 of 2 files",)), SETTINGS)
    assert (
        "1 of 2 files",
        f"black's force-exclude: {'x' * 60}... (pyproject.toml)",
        "flake8's exclude: a (.flake8)",
        "flake8's ignore: E1, E2, E3, E4, E5, and 2 more (.flake8)",
    ) == found.left_out


def test_a_leg_of_other_tools_stays_as_it_is() -> None:
    """Each setting is named once."""
    plain = leg(tools=("mypy",))
    assert plain is named(plain, SETTINGS)


def test_tests_that_pytest_would_run_and_the_gate_does_not_are_named() -> None:
    """The gate names the paths of tests itself, so settings of pytest add none."""
    text = "[pytest]\ntestpaths = tests tests/unit/ acceptance\n"
    settings = read(
        {"pytest.ini": text.replace("s t", "s\n t").replace("/ a", "/\n a")}
    )
    (left,) = beyond(settings, ("tests",))
    assert "pytest's testpaths: acceptance" == f"{left.name}: {left.item}"


def test_what_ships_and_nobody_reads_is_named_once_a_leg() -> None:
    """By each leg that reads code."""
    files = [f"{letter}.py" for letter in "gfedcba"]
    (said,) = unseen(leg(tools=("black", "isort", "flake8")), files).left_out
    assert said.startswith(
        "7 files that the Dockerfile copies, and paths does not name"
    )
    assert said.endswith(": a.py, b.py, c.py, d.py, e.py, ...")
    other = leg(tools=("pytest", "coverage"))
    assert other is unseen(other, files)
    looked = leg()
    assert looked is unseen(looked, [])
