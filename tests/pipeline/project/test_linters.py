"""Which linters does a repository have?"""

import pytest

from pipeline.core.project import metadata
from pipeline.core.project.linters import Linters


def chosen(pyproject: str = "", **texts: str) -> Linters:
    """Choose by some files; a file's dot is written as an underscore."""
    named = {name.replace("_", "."): text for name, text in texts.items()}
    return Linters.chosen(metadata.parse("pyproject.toml", pyproject), named)


def test_without_settings_the_tools_agree_with_black() -> None:
    """So that what Black formats is green."""
    linters = chosen()
    assert ("--profile=black", "--line-length=88") == linters.isort
    assert "--max-line-length=88" in linters.flake8
    assert "--extend-ignore=E203,E701,W503" in linters.flake8
    assert not linters.ruff


def test_the_width_is_blacks() -> None:
    """Whoever sets one sets it there."""
    linters = chosen("[tool.black]\nline-length = 100")
    assert "--line-length=100" in linters.isort
    assert "--max-line-length=100" in linters.flake8


@pytest.mark.parametrize(
    ("pyproject", "texts"),
    [
        ("[tool.isort]\nprofile = 'google'", {".flake8": "[flake8]"}),
        ("", {".isort_cfg": "[settings]", "tox_ini": "[flake8]\nignore = E1"}),
        ("", {"setup_cfg": "[isort]\n[flake8]\n"}),
    ],
)
def test_a_repositorys_own_settings_hold(pyproject: str, texts: dict[str, str]) -> None:
    """None of ours is added."""
    linters = chosen(pyproject, **texts)
    assert ((), ()) == (linters.isort, linters.flake8)


@pytest.mark.parametrize(
    ("pyproject", "texts", "black"),
    [
        ("[tool.ruff]", {}, False),
        ("[tool.ruff.lint]\nselect = ['E']", {}, False),
        ("", {"ruff_toml": ""}, False),
        ("[tool.black]\n[tool.ruff]", {}, True),
    ],
)
def test_ruff_is_taken_where_it_has_settings(
    pyproject: str, texts: dict[str, str], black: bool
) -> None:
    """Who has settings of Black as well formats with Black."""
    linters = chosen(pyproject, **texts)
    assert (True, black) == (linters.ruff, linters.black)


def test_broken_settings_are_the_tools_to_complain_of() -> None:
    """They count as none."""
    assert chosen(setup_cfg="no section").flake8
