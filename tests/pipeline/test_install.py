"""How are a target's dependencies installed?"""

from dataclasses import replace

import pytest

from pipeline.core.install import commands, lock_command
from pipeline.core.project import Dependencies, Project
from tests.pipeline.examples import PROJECT

REQUIREMENTS = replace(
    PROJECT,
    dependencies=Dependencies.REQUIREMENTS,
    requirements=("requirements-dev.txt", "requirements.txt"),
)
PYPROJECT = replace(PROJECT, dependencies=Dependencies.PYPROJECT, groups=("dev",))


@pytest.mark.parametrize(
    ("project", "words"),
    [
        pytest.param(PROJECT, {"sync", "--frozen", "--all-groups"}, id="uv.lock"),
        pytest.param(
            REQUIREMENTS,
            {"--requirements=requirements.txt", "--requirements=requirements-dev.txt"},
            id="requirements",
        ),
        pytest.param(
            PYPROJECT, {"--requirements=pyproject.toml", "--group=dev"}, id="pyproject"
        ),
    ],
)
def test_tests_get_all_that_is_declared(project: Project, words: set[str]) -> None:
    """For developers too."""
    assert words <= set(commands(project, "/env")[1])


def test_test_tools_are_added_only_where_they_are_not_declared() -> None:
    """The target's own version is not replaced."""
    assert ("pytest-cov==7.1.0",) == commands(PROJECT, "/env")[-1][4:]
    both = replace(PROJECT, declares=frozenset({"pytest", "pytest-cov"}))
    assert 2 == len(commands(both, "/env"))


@pytest.mark.parametrize(
    ("project", "word"),
    [
        pytest.param(PROJECT, "--no-dev", id="uv.lock"),
        pytest.param(REQUIREMENTS, "requirements.txt", id="requirements"),
        pytest.param(PYPROJECT, "pyproject.toml", id="pyproject"),
    ],
)
def test_audits_look_at_what_is_shipped(project: Project, word: str) -> None:
    """Not at what developers use."""
    command = lock_command(project)
    assert word in command
    assert "requirements-dev.txt" not in command
