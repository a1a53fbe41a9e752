"""Where are a repository's code and its tests?"""

import pytest

from pipeline.core.errors import ProjectError
from pipeline.core.project import layout


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param(("src/shop/a.py", "app.py"), ("src",), id="src layout"),
        pytest.param(("src/app.py",), ("src",), id="a module in src"),
        pytest.param(("src/app.js", "app.py"), ("app.py",), id="src of another kind"),
        pytest.param(
            ("shop/__init__.py", "wsgi.py", "tests/__init__.py", "setup.py"),
            ("shop", "wsgi.py"),
            id="flat",
        ),
        pytest.param(
            ("app/routes.py", "wsgi.py", "tests/test_a.py", "migrations/env.py"),
            ("app", "wsgi.py"),
            id="a folder without __init__.py",
        ),
        pytest.param(
            ("shop/__init__.py", "infra/deploy.py"), ("shop",), id="beside a package"
        ),
        pytest.param(
            ("app.py", "blueprints/orders/__init__.py", "blueprints/orders/views.py"),
            ("app.py", "blueprints"),
            id="packages in a folder that is none",
        ),
        pytest.param(
            ("shop/a.py", "ci/pyproject.toml", "ci/src/ci/__init__.py"),
            ("shop",),
            id="beside a project of its own",
        ),
        pytest.param(
            ("shop/__init__.py", "ci/pyproject.toml", "ci/__init__.py"),
            ("shop",),
            id="a package beside a project of its own",
        ),
        pytest.param(
            ("app.py", "test_app.py", "conftest.py", "a_test.py", "noxfile.py"),
            ("app.py",),
            id="tests beside the module",
        ),
        pytest.param(
            ("app.py", "gunicorn.conf.py", "my-tools/__init__.py"),
            ("app.py",),
            id="what cannot be imported",
        ),
        pytest.param(
            ("shop/__init__.py", "docs/__init__.py", "test/__init__.py"),
            ("shop",),
            id="packages that are not code",
        ),
    ],
)
def test_code_is_found(files: tuple[str, ...], code: tuple[str, ...]) -> None:
    """Tests and set-up files are not the service."""
    assert code == layout.code(files)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(("a.txt",), id="no Python"),
        pytest.param(("tests/test_a.py", "setup.py"), id="tests only"),
        pytest.param(("backend/app/main.py",), id="too deep"),
    ],
)
def test_a_repository_without_code_is_refused(files: tuple[str, ...]) -> None:
    """With what to do about it."""
    with pytest.raises(ProjectError, match="could not find any code.*name it in"):
        layout.code(files)


@pytest.mark.parametrize(
    ("files", "tests"),
    [
        pytest.param(("tests/a.py", "test/a.py"), ("tests",), id="tests"),
        pytest.param(("test/a.py", "test_b.py"), ("test",), id="test"),
        pytest.param(
            ("app.py", "test_b.py", "a_test.py"), ("a_test.py", "test_b.py"), id="top"
        ),
        pytest.param(("app.py", "shop/test_a.py"), (), id="pytest finds them"),
    ],
)
def test_tests_are_found(files: tuple[str, ...], tests: tuple[str, ...]) -> None:
    """In their folder, else beside the code."""
    assert tests == layout.tests(files)


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(("app.py",), ("app.py",), id="a file"),
        pytest.param(("shop/a",), ("shop/a",), id="a folder"),
        pytest.param((".",), ("app.py", "shop"), id="all of it"),
        pytest.param((), (), id="nothing"),
    ],
)
def test_configured_paths_are_taken(
    paths: tuple[str, ...], found: tuple[str, ...]
) -> None:
    """As they are, but for the dot."""
    files = ("shop/a/b.py", "app.py", "README.md")
    assert found == layout.configured("paths", paths, files)


@pytest.mark.parametrize("path", ["nowhere", "sho", "shop/a.py/b"])
def test_a_configured_path_must_be_there(path: str) -> None:
    """Else a tool would look at nothing and be content."""
    with pytest.raises(ProjectError, match=f"'{path}' of .tool.pipeline. tests"):
        layout.configured("tests", ("app.py", path), ("app.py", "shop/a.py"))


@pytest.mark.parametrize(
    ("code", "files", "namespace"),
    [
        pytest.param(("app",), ("app/routes.py", "wsgi.py"), True, id="folder"),
        pytest.param(
            ("app",), ("app/routes.py", "app/__init__.py"), False, id="package"
        ),
        pytest.param(("src",), ("src/routes.py",), False, id="src"),
        pytest.param(("app.py",), ("app.py", "infra/deploy.py"), False, id="module"),
        pytest.param(("back",), ("back/app/__init__.py",), False, id="further down"),
        pytest.param(
            ("app.py", "pages"),
            ("app.py", "pages/orders/__init__.py"),
            True,
            id="further down, beside other code",
        ),
        pytest.param(("app",), ("app/notes.txt",), False, id="no module"),
    ],
)
def test_a_folder_of_modules_is_told_from_a_package(
    code: tuple[str, ...], files: tuple[str, ...], namespace: bool
) -> None:
    """Type checkers name their modules differently."""
    assert namespace is layout.is_namespace(code, files)
