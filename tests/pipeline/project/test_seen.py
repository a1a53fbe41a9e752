"""Which files do stages see?"""

import pytest

from pipeline.core.errors import ProjectError
from pipeline.core.project import seen
from pipeline.core.project.config import Config, parse


def test_paths_that_keys_name_are_seen() -> None:
    """Whatever .gitignore says of them; words that are no paths are not."""
    config = parse("""
        [tool.pipeline]
        paths = [".", "shop"]
        include = ["data"]
        exclude = ["notes"]
        integration.env = "tests/compose.env"
        security.required = ["bandit"]
        """)
    named = seen.named(config)
    assert {"data", "shop", "tests/compose.env", "Dockerfile"} <= {*named}
    assert not {".", "notes", "bandit", ""} & {*named}


def test_a_virtual_environment_is_known_by_what_lies_in_it() -> None:
    """People call them as they like."""
    files = ("env/pyvenv.cfg", "env/lib/a.py", "tools/.e/pyvenv.cfg", "app.py")
    assert ("env", "tools/.e") == seen.environments(files)


FILES = ("README.md", "docs/use.md", "LICENSE", ".github/workflows/ci.yaml", "app.py")


def test_documents_that_no_code_names_are_not_read() -> None:
    """An edit of them runs no test again."""
    texts = {"app.py": "import flask", "tests/test_a.py": "assert True"}
    assert {*FILES} - {"app.py"} == {*seen.unread(FILES, texts)}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(
            'open("README.md")', {"README.md", "docs/use.md"}, id="its ending"
        ),
        pytest.param('readme = "readme"', {"README.md"}, id="its name"),
        pytest.param("Path('docs')", {"docs/use.md"}, id="its folder"),
        pytest.param("licence(), license_files", {"LICENSE"}, id="part of a word"),
        pytest.param("path.rglob('*')", {*FILES[:4]}, id="a list of files"),
        pytest.param("for x in os.walk(here):", {*FILES[:4]}, id="a walk"),
    ],
)
def test_documents_that_code_may_read_are_seen(text: str, read: set[str]) -> None:
    """As far as its text shows: in doubt they are."""
    assert read == {*FILES[:4]} - {*seen.unread(FILES, {"test_a.py": text})}


def test_a_name_that_would_be_a_pattern_leaves_nothing_out() -> None:
    """It would stand for other files."""
    assert () == seen.unread(("*.md", "a[b.md", "!x.md"), {"a.py": ""})


def test_a_path_of_a_key_that_is_not_there_is_an_error() -> None:
    """With the key."""
    seen.check("test.files", (".", "a", "a/b.py"), ("a/b.py",))
    with pytest.raises(ProjectError, match="'c' of .tool.pipeline. test.files"):
        seen.check("test.files", ("c",), ("a/b.py",))


def test_nothing_is_left_out_by_default() -> None:
    """Only Git's own list does so."""
    assert () == Config().exclude == Config().include
