"""What does pyproject.toml say of the project?"""

import pytest

from pipeline.core.project import metadata
from pipeline.core.project.metadata import parse


@pytest.mark.parametrize(
    ("project", "versions"),
    [
        pytest.param(
            'classifiers = ["Programming Language :: Python :: 3.12", '
            '"Programming Language :: Python :: 3", '
            '"Programming Language :: Python :: 3.9", '
            '"Programming Language :: Python :: 3.12 :: Only"]',
            ("3.9", "3.12"),
            id="classifiers, by number",
        ),
        pytest.param(
            'classifiers = ["Programming Language :: Python :: 3.11"]\n'
            'requires-python = ">=3.12"',
            ("3.11",),
            id="classifiers first",
        ),
        pytest.param('requires-python = ">=3.12"', ("3.12",), id="at least"),
        pytest.param('requires-python = ">=3.10"', ("3.11", "3.12"), id="open end"),
        pytest.param('requires-python = ">3.11"', ("3.12",), id="above"),
        pytest.param('requires-python = ">= 3.9, <3.12"', ("3.11",), id="both ends"),
        pytest.param('requires-python = "<=3.11"', ("3.11",), id="at most"),
        pytest.param('requires-python = "~=3.11"', ("3.11", "3.12"), id="compatible"),
        pytest.param('requires-python = "==3.11.*"', ("3.11",), id="exactly"),
        pytest.param('requires-python = ">=3.14"', ("3.14",), id="newer than known"),
        pytest.param('requires-python = "==3.10.*"', ("3.10",), id="older than known"),
        pytest.param('requires-python = ">=3"', ("3.12",), id="no minor version"),
        pytest.param('name = "x"', ("3.12",), id="nothing"),
    ],
)
def test_the_matrix_comes_from_the_project(
    project: str, versions: tuple[str, ...]
) -> None:
    """The metadata and the matrix cannot disagree."""
    document = parse("pyproject.toml", f"[project]\n{project}")
    assert versions == metadata.pythons(document)


@pytest.mark.parametrize(
    ("text", "packaged"),
    [
        pytest.param('[build-system]\nrequires = ["x"]', True, id="build system"),
        pytest.param(
            "[tool.uv]\npackage = false\n[build-system]", False, id="said not to"
        ),
        pytest.param("[tool.uv]\npackage = true", True, id="said to"),
        pytest.param("", False, id="neither"),
    ],
)
def test_a_packaged_project_is_known(text: str, packaged: bool) -> None:
    """It is to be installed beside its dependencies."""
    assert packaged is metadata.is_packaged(parse("pyproject.toml", text))


def test_groups_and_dependencies_are_known() -> None:
    """Groups by name."""
    text = "[project]\ndependencies = []\n[dependency-groups]\nb = []\na = []"
    document = parse("pyproject.toml", text)
    assert ("b", "a") == metadata.groups(document)
    assert metadata.lists_dependencies(document)
    dynamic = parse("pyproject.toml", '[project]\ndynamic = ["dependencies"]')
    assert not metadata.lists_dependencies(dynamic)
