"""Does an ordinary Python module load, as with the official runtime?"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import dagger

DAGGER_JSON = """\
{"name": "greeter", "engineVersion": "v0.19.10", "sdk": {"source": "python"}}
"""
PYPROJECT = """\
[project]
name = "polite-greeter"
version = "1.0.0"
requires-python = ">=3.11"
dependencies = ["dagger-io"]

[build-system]
requires = ["uv_build>=0.9,<1"]
build-backend = "uv_build"

[tool.uv.sources]
dagger-io = { path = "sdk", editable = true }
"""
SOURCE = """\
import sys

import dagger
from dagger import dag, function, object_type


@object_type
class Greeter:
    @function
    def greet(self, name: str) -> str:
        \"\"\"Greet somebody.\"\"\"
        return f"hello {name} from {sys.version_info.minor}"

    @function
    def base(self) -> dagger.Container:
        \"\"\"Start from an image.\"\"\"
        return dag.container().from_("python:3.12-slim")
"""
BASE_IMAGE = '\n[tool.dagger]\nbase-image = "python:3.11-slim"\n'
ENTRY_POINT = (
    '\n[project.entry-points."dagger.mod"]\nmain_object = "elsewhere:Greeter"\n'
)
NAMED = '\n[tool.uv.build-backend]\nmodule-name = "elsewhere"\n'


def module(folder: Path, package: str = "polite_greeter", settings: str = "") -> Path:
    """Write a module; *settings* is added to its pyproject.toml."""
    (folder / "src" / package).mkdir(parents=True)
    (folder / "dagger.json").write_text(DAGGER_JSON)
    (folder / "pyproject.toml").write_text(PYPROJECT + settings)
    (folder / "src" / package / "__init__.py").write_text(SOURCE)
    return folder


@pytest.mark.parametrize(
    ("package", "settings", "minor"),
    [
        pytest.param("polite_greeter", "", "12", id="named after the project"),
        pytest.param("polite_greeter", BASE_IMAGE, "11", id="base image"),
        pytest.param("elsewhere", NAMED, "12", id="module name"),
        pytest.param("elsewhere", NAMED + ENTRY_POINT, "12", id="entry point"),
    ],
)
def test_a_module_is_found_by_what_its_pyproject_says(
    package: str, settings: str, minor: str, tmp_path: Path
) -> None:
    """Without a lock its dependencies are resolved."""
    folder = module(tmp_path, package, settings)
    done = dagger("--silent", "call", "greet", "--name=you", cwd=folder)
    assert f"hello you from {minor}" == done.stdout.strip(), done.stderr


def test_develop_writes_a_client_that_a_type_checker_sees(tmp_path: Path) -> None:
    """And leaves out of version control what it wrote."""
    folder = module(tmp_path)
    done = dagger("--silent", "develop", cwd=folder)
    assert 0 == done.returncode, done.stderr
    assert (folder / "sdk" / "src" / "dagger" / "client" / "gen.py").exists()
    assert "/sdk" in (folder / ".gitignore").read_text()

    wrong = folder / "wrong.py"
    wrong.write_text(
        "from dagger import dag\n\nreveal_type(dag.container().from_('x'))\n"
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--ignore-missing-imports", wrong],
        env={"MYPYPATH": str(folder / "sdk" / "src"), "PATH": "/usr/bin"},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert 'Revealed type is "dagger.client.gen.Container"' in checked.stdout


def test_a_new_module_starts_from_a_template_that_works(tmp_path: Path) -> None:
    """`dagger init` is enough to call something."""
    # Without one the CLI would fetch a licence from the internet.
    (tmp_path / "LICENSE").write_text("Apache-2.0")
    done = dagger("--silent", "init", "--sdk=python", "--name=fresh", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    listed = dagger("--silent", "functions", cwd=tmp_path)
    assert "Start from an image." in listed.stdout, listed.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param("\n[tool.dagger]\nuse-uv = false\n", "use-uv = false", id="no uv"),
        pytest.param("\n[tool.dagger\n", "could not read", id="broken TOML"),
    ],
)
def test_what_cannot_be_honoured_is_named(
    settings: str, said: str, tmp_path: Path
) -> None:
    """With the file."""
    folder = module(tmp_path, settings=settings)
    done = dagger("--progress=plain", "functions", cwd=folder)
    assert 0 != done.returncode
    assert said in done.stderr
    assert "pyproject.toml" in done.stderr
