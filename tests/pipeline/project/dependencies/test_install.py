"""How are a target's dependencies installed?"""

from dataclasses import replace

import pytest

from pipeline.core.project.dependencies.install import (
    commands,
    finishing,
    is_for_developers,
    lock_command,
    shipped,
)
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.project import Project
from tests.pipeline.examples import PROJECT

REQUIREMENTS = replace(
    PROJECT,
    dependencies=Dependencies.REQUIREMENTS,
    requirements=("requirements-dev.txt", "requirements.txt"),
    lists_dependencies=False,
)
DEVELOPERS_ONLY = replace(
    REQUIREMENTS, requirements=("requirements/dev.txt",), lists_dependencies=True
)
PYPROJECT = replace(PROJECT, dependencies=Dependencies.PYPROJECT, groups=("dev",))


@pytest.mark.parametrize(
    ("project", "words"),
    [
        pytest.param(
            PROJECT,
            {"sync", "--frozen", "--all-groups", "--all-extras"}
            | {"--no-install-project"},
            id="uv.lock",
        ),
        pytest.param(
            REQUIREMENTS,
            {"--requirements=requirements.txt", "--requirements=requirements-dev.txt"},
            id="requirements",
        ),
        pytest.param(
            replace(DEVELOPERS_ONLY, groups=("test",)),
            {"--requirements=requirements/dev.txt", "--requirements=pyproject.toml"}
            | {"--group=test"},
            id="requirements beside the project's own",
        ),
        pytest.param(
            PYPROJECT,
            {"--requirements=pyproject.toml", "--group=dev", "--all-extras"},
            id="pyproject",
        ),
    ],
)
def test_tests_get_all_that_is_declared(project: Project, words: set[str]) -> None:
    """For developers too, in an environment of their own."""
    venv, install, *_ = commands(project, "/env")
    assert ("uv", "venv", "--quiet", "/env") == venv
    assert words == set(install) - {"uv", "pip", "install", "--quiet"}


def test_test_tools_are_added_only_where_they_are_not_declared() -> None:
    """The target's own version is not replaced."""
    assert ("pytest-cov==7.1.0",) == commands(PROJECT, "/env")[-1][4:]
    both = replace(PROJECT, declares=frozenset({"pytest", "pytest-cov"}))
    assert 2 == len(commands(both, "/env"))


@pytest.mark.parametrize(
    ("project", "file"),
    [
        pytest.param(REQUIREMENTS, "requirements.txt", id="requirements"),
        pytest.param(
            replace(
                REQUIREMENTS,
                requirements=("requirements/a.txt", "requirements/base.txt"),
            ),
            "requirements/base.txt",
            id="base",
        ),
        pytest.param(DEVELOPERS_ONLY, "pyproject.toml", id="developers' own"),
        pytest.param(
            replace(DEVELOPERS_ONLY, lists_dependencies=False),
            "requirements/dev.txt",
            id="nothing better",
        ),
        pytest.param(PYPROJECT, "pyproject.toml", id="pyproject"),
        pytest.param(
            replace(PYPROJECT, lists_dependencies=False),
            "pyproject.toml",
            id="dynamic dependencies",
        ),
    ],
)
def test_audits_look_at_what_is_shipped(project: Project, file: str) -> None:
    """Not at what developers use."""
    assert (file,) == shipped(project)
    assert file in lock_command(project)
    assert "--output-file=/locked.txt" == lock_command(project)[-1]


def test_a_lock_is_audited_as_it_is_without_what_developers_use() -> None:
    """Nothing is resolved again."""
    command = lock_command(PROJECT)
    assert {"export", "--frozen", "--no-dev", "--no-emit-project"} < set(command)


def test_a_packaged_project_is_installed_without_its_dependencies() -> None:
    """They are there already."""
    assert () == finishing(PROJECT)
    (install,) = finishing(replace(PROJECT, packaged=True))
    assert {"--no-deps", "--editable=."} < set(install)


def test_a_project_that_only_a_build_knows_brings_its_dependencies() -> None:
    """With its extras."""
    (install,) = finishing(replace(PROJECT, needs_build=True, extras=("db", "test")))
    assert ("--editable=.[db,test]",) == install[4:]


@pytest.mark.parametrize(
    ("name", "developers"),
    [
        ("requirements-dev.txt", True),
        ("requirements/test.txt", True),
        ("requirements_ci.txt", True),
        ("requirements-prod.txt", False),
        ("requirements/web.txt", False),
        ("requirements.txt", False),
    ],
)
def test_files_of_developers_are_known_by_their_names(
    name: str, developers: bool
) -> None:
    """Nobody ships them."""
    assert developers is is_for_developers(name)
