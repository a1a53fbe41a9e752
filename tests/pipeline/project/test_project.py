"""What do a repository's files say about it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import ProjectError
from pipeline.core.project.config import Config
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.project import Project, inspect

FLASK = ("requirements.txt", "app.py", "tests/test_app.py")


def of(files: tuple[str, ...], pyproject: str | None = None, **texts: str) -> Project:
    """Inspect some files."""
    named = {name.replace("_", "."): text for name, text in texts.items()}
    return inspect(pyproject, files, named, Config())


def test_a_plain_flask_repository_needs_no_configuration() -> None:
    """requirements.txt, one module and a folder of tests are enough."""
    project = of(FLASK, requirements_txt="Flask==3.1.3\npytest\n")
    assert ("app.py",) == project.code
    assert ("tests",) == project.tests
    assert Dependencies.REQUIREMENTS is project.dependencies
    assert ("requirements.txt",) == project.requirements == project.manifests
    assert {"flask", "pytest"} == project.declares
    assert not project.has_dockerfile
    assert not project.lists_dependencies


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        pytest.param(
            ("pyproject.toml", "uv.lock", "requirements.txt"),
            Dependencies.UV_LOCK,
            id="a lock",
        ),
        pytest.param(
            ("pyproject.toml", "requirements/dev.txt"),
            Dependencies.REQUIREMENTS,
            id="requirements in a folder",
        ),
        pytest.param(
            ("requirements-dev.txt",), Dependencies.REQUIREMENTS, id="requirements"
        ),
        pytest.param(("pyproject.toml",), Dependencies.PYPROJECT, id="pyproject"),
        pytest.param(
            ("pyproject.toml", "notes/requirements.txt", "requirements/dev.in"),
            Dependencies.PYPROJECT,
            id="other files",
        ),
    ],
)
def test_the_most_exact_declaration_wins(
    files: tuple[str, ...], kind: Dependencies
) -> None:
    """A lock, then pinned requirements, then what a project says it needs."""
    assert kind is of((*files, "app.py"), '[project]\nname = "x"').dependencies


def test_manifests_are_what_environments_are_installed_from() -> None:
    """All of them, in an order that does not vary."""
    files = ("requirements.txt", "uv.lock", "requirements/b.txt", "pyproject.toml")
    expected = ("pyproject.toml", "uv.lock", "requirements.txt", "requirements/b.txt")
    assert expected == of((*files, "app.py"), "").manifests


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(("app.py",), id="no manifest"),
        pytest.param(("app.py", "uv.lock"), id="a lock of nothing"),
        pytest.param(("app.py", "pyproject.toml"), id="settings only"),
    ],
)
def test_a_repository_that_declares_nothing_is_refused(files: tuple[str, ...]) -> None:
    """With what to do about it."""
    with pytest.raises(ProjectError, match="could not find the dependencies.*add one"):
        of(files)


def test_a_dockerfile_is_looked_for_where_the_configuration_says() -> None:
    """By default at the top."""
    assert of((*FLASK, "Dockerfile")).has_dockerfile
    config = Config(build_dockerfile="docker/Dockerfile")
    assert inspect(None, (*FLASK, "docker/Dockerfile"), {}, config).has_dockerfile
    assert not inspect(None, (*FLASK, "Dockerfile"), {}, config).has_dockerfile


def test_the_configuration_has_the_last_word() -> None:
    """On what would be found otherwise."""
    config = Config(paths=("tests",), tests=("app.py",), python=("3.9",))
    project = inspect(None, FLASK, {}, config)
    assert (("tests",), ("app.py",), ("3.9",)) == (
        project.code,
        project.tests,
        project.pythons,
    )


def test_other_code_is_looked_at_like_the_service_s() -> None:
    """But it is neither measured nor tested; what lies in it is named once."""
    files = (*FLASK, "scripts/load.py", "tests/data/make.py", "docs/conf.py")
    project = inspect(None, files, {}, Config(also=("scripts", "tests")))
    plain = inspect(None, files, {}, Config())
    assert {*plain.code, "scripts", "tests"} == {*project.checked} == {*project.linted}
    assert {"scripts/load.py", "tests/data/make.py"} < {*project.checked_modules}
    assert "docs/conf.py" not in project.python
    assert plain.modules == project.modules
    assert plain.tests == project.tests
    assert plain.code == plain.checked


def test_other_code_that_is_not_there_is_told() -> None:
    """A tool would pass over it."""
    with pytest.raises(ProjectError, match=r"'scripts' of \[tool.pipeline\] also"):
        inspect(None, FLASK, {}, Config(also=("scripts",)))


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock"])
def test_a_broken_manifest_is_named_with_the_line(name: str) -> None:
    """It is the project that has to be fixed."""
    files = ("pyproject.toml", "uv.lock", "app.py")
    with pytest.raises(ProjectError, match=f"read '{name}': .* line 2, .*; fix it"):
        inspect("[project]", files, {name: "a = 1\na = 2\n"}, Config())


KEYS = ("project", "tool", "dependency-groups", "build-system", "package")
VALUES = st.sampled_from(["1", '"x"', "[1]", '["x"]', "{a = 1}", "{a = [1]}", "true"])
INNER = ("classifiers", "requires-python", "dependencies", "optional-dependencies")


@given(st.dictionaries(st.sampled_from([*KEYS, "project.x"]), VALUES))
def test_no_manifest_breaks_the_reader(values: dict[str, str]) -> None:
    """Whatever the types, there are facts or an error of ours."""
    inner = "".join(f"project.{key} = {values.get(key, '1')}\n" for key in INNER)
    outer = "".join(f"{key} = {value}\n" for key, value in values.items())
    for text in (inner, outer):
        try:
            of(FLASK, text, pyproject_toml=text, uv_lock=text)
        except ProjectError as error:
            assert "could not read" in str(error)
