"""What do a repository's files say about it?"""

import pytest

from pipeline.core.config import Config
from pipeline.core.errors import ProjectError
from pipeline.core.project import Dependencies, Project, inspect

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
    assert {"flask", "pytest"} <= project.declares
    assert not project.has_dockerfile


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        pytest.param(
            '[project]\nclassifiers = ["Programming Language :: Python :: 3.12", '
            '"Programming Language :: Python :: 3", '
            '"Programming Language :: Python :: 3.9"]',
            ("3.9", "3.12"),
            id="classifiers, by number",
        ),
        pytest.param(
            '[project]\nrequires-python = ">=3.12"', ("3.12",), id="requires-python"
        ),
        pytest.param(
            '[project]\nrequires-python = ">=3.10"', ("3.11", "3.12"), id="open end"
        ),
        pytest.param(
            '[project]\nrequires-python = ">=3.14"', ("3.14",), id="newer than known"
        ),
        pytest.param('[project]\nname = "x"', ("3.12",), id="nothing"),
        pytest.param("", ("3.12",), id="no project"),
    ],
)
def test_the_matrix_comes_from_the_project(
    text: str, versions: tuple[str, ...]
) -> None:
    """The metadata and the matrix cannot disagree."""
    assert versions == of(FLASK, text).pythons


def test_a_lock_is_preferred_to_looser_declarations() -> None:
    """The most exact one wins."""
    project = of(("pyproject.toml", "uv.lock", *FLASK), '[project]\nname = "x"')
    assert Dependencies.UV_LOCK is project.dependencies
    assert ("pyproject.toml", "uv.lock", "requirements.txt") == project.manifests


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param(("src/shop/a.py", "app.py"), ("src",), id="src layout"),
        pytest.param(
            ("shop/__init__.py", "wsgi.py", "tests/__init__.py", "setup.py"),
            ("shop", "wsgi.py"),
            id="flat",
        ),
    ],
)
def test_code_is_found(files: tuple[str, ...], code: tuple[str, ...]) -> None:
    """Tests and set-up files are not the service."""
    assert code == of((*files, "requirements.txt")).code


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(("app.py",), "could not find the dependencies", id="no manifest"),
        pytest.param(
            ("requirements.txt", "a.txt"), "could not find any code", id="no code"
        ),
    ],
)
def test_what_is_no_project_is_said_so(files: tuple[str, ...], said: str) -> None:
    """With what to do about it."""
    with pytest.raises(ProjectError, match=said):
        of(files)


@pytest.mark.parametrize(
    ("text", "packaged"),
    [
        pytest.param('[build-system]\nrequires = ["x"]', True, id="build system"),
        pytest.param(
            "[tool.uv]\npackage = false\n[build-system]", False, id="said not to"
        ),
        pytest.param("", False, id="neither"),
    ],
)
def test_a_packaged_project_is_known(text: str, packaged: bool) -> None:
    """It is to be installed beside its dependencies."""
    assert packaged == of(FLASK, text).packaged


def test_a_configured_path_must_be_there() -> None:
    """Else a tool would look at nothing and be content."""
    with pytest.raises(ProjectError, match="could not find 'nowhere'"):
        inspect(None, FLASK, {}, Config(paths=("nowhere",)))
    assert ("tests",) == inspect(None, FLASK, {}, Config(tests=("tests",))).tests
