"""What is found in repositories as people have them, without any configuration?"""

import pytest

from pipeline.core.errors import ProjectError
from pipeline.core.project.dependencies import requirement_files
from tests.adoption.shape import FLASK, Shape, read
from tests.adoption.shapes import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)


def test_there_are_many_shapes_each_once() -> None:
    """So that a new one is one more."""
    names = [shape.name for shape in SHAPES]
    assert len(names) == len({*names}) >= 30


@every_shape
def test_code_tests_and_dependencies_are_found(shape: Shape) -> None:
    """As a person would name them."""
    project = shape.project
    assert shape.code == project.code
    assert shape.tests == project.tests
    assert shape.kind is project.dependencies
    assert shape.needs_source is project.needs_source


@every_shape
def test_environments_are_installed_from_what_is_declared(shape: Shape) -> None:
    """By the commands of the tool that declares it."""
    assert [] == [word for word in shape.installs if word not in shape.installed]
    assert [] == [word for word in shape.not_installed if word in shape.installed]
    assert [] == [word for word in shape.builds if word not in shape.built]
    assert bool(shape.builds) is bool(shape.built)


@every_shape
def test_what_ships_is_told_from_what_developers_use(shape: Shape) -> None:
    """The audits look at that alone."""
    assert [] == [word for word in shape.ships if word not in shape.shipped]
    assert [] == [word for word in shape.not_shipped if word in shape.shipped]


@every_shape
def test_what_cannot_be_installed_is_left_out_by_name(shape: Shape) -> None:
    """It is shown, rather than an error."""
    assert {*shape.left_out} == {*shape.project.left_out(shape.pythons[0])}


@every_shape
def test_all_manifests_are_there_to_install_from(shape: Shape) -> None:
    """With the files that others take in."""
    lists = {n for n in shape.files if n.endswith(".txt") and "requirements" in n}
    named = {
        other
        for name in lists
        for other in requirement_files.references(name, shape.files[name])
    }
    chosen = shape.project.test.files
    assert lists | named | {*chosen} <= {*shape.project.manifests, *chosen}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"pyproject.toml": "[tool.poetry]\nname = 'shop'\n"},
            r"\[tool.poetry\] declares: there is no poetry.lock; run `poetry lock`",
            id="Poetry without its lock",
        ),
        pytest.param(
            {"Pipfile": ""},
            "what Pipfile declares: there is no Pipfile.lock; run `pipenv lock`",
            id="Pipfile without its lock",
        ),
        pytest.param(
            {"environment.yml": ""}, "'environment.yml' declares: it is Conda's", id="c"
        ),
        pytest.param(
            {"backend/requirements.txt": ""},
            "there is 'backend/requirements.txt': use --source=backend",
            id="a folder further down",
        ),
        pytest.param({}, "there is no uv.lock, poetry.lock", id="nothing"),
    ],
)
def test_what_is_missing_is_named_by_the_tool_that_people_use(
    files: dict[str, str], said: str
) -> None:
    """With what to do about it."""
    with pytest.raises(ProjectError, match=said):
        read({**FLASK, **files})
