"""Which packages do the manifests name?"""

import pytest

from pipeline.core.project.dependencies.declared import names


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "requirements.txt",
            "# pytest\n-r base.txt\n\nFlask[async]>=3 ; python_version > '3'\n"
            "  Zope.Interface==5\n--hash=sha256:0\nhttps://example.com/x.whl\n",
            {"flask", "zope-interface", "https"},
            id="requirements",
        ),
        pytest.param(
            "uv.lock",
            '[[package]]\nname = "pytest"\n[[package]]\nname = "Pytest_Cov"\n',
            {"pytest", "pytest-cov"},
            id="lock",
        ),
        pytest.param(
            "pyproject.toml",
            '[project]\nname = "shop"\ndependencies = ["flask>=3", "jinja2"]\n'
            'optional-dependencies = {db = ["sqlalchemy"]}\n'
            '[dependency-groups]\ntest = ["pytest", {include-group = "x"}]\n'
            '[tool.pytest-cov]\npytest-xdist = ["coverage"]\n',
            {"flask", "jinja2", "sqlalchemy", "pytest"},
            id="pyproject, on one line or many",
        ),
    ],
)
def test_names_are_found_in_each_kind(file: str, text: str, expected: set[str]) -> None:
    """Normalised, and nothing but what would be installed."""
    assert expected == names({file: text})


def test_manifests_add_up() -> None:
    """A name in any of them counts."""
    files = {"requirements.txt": "flask", "requirements-dev.txt": "pytest"}
    assert {"flask", "pytest"} == names(files)
