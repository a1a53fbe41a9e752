"""What does a repository get that has nothing yet?"""

import tomllib

import pytest
import yaml

from pipeline.core.project.config import parse
from pipeline.core.project.starting import DAGGER, Service, missing
from tests.adoption.shape import FLASK, Shape, read
from tests.adoption.shapes import SHAPES
from tests.test_structure import ROOT

SERVICE = Service("github.com/acme/pipeline@v1", "0.19.10")
ALL = {".dockerignore", "Dockerfile", "compose.yaml", ".github/workflows/pipeline.yaml"}


def start(files: dict[str, str], service: Service = SERVICE) -> dict[str, str]:
    """Return the files that a repository lacks."""
    return missing(service, read(files), files, files.get("pyproject.toml"))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_gets_files_that_can_be_read(shape: Shape) -> None:
    """YAML, TOML, and a Dockerfile that names its port and entry point."""
    made = start(dict(shape.files))
    assert ALL - shape.files.keys() <= made.keys()
    for name, text in made.items():
        if name.endswith(".yaml"):
            assert yaml.safe_load(text)
        if name == "pyproject.toml":
            assert parse(text).required == ("lint", "test", "build")
    assert "CMD " in made.get("Dockerfile", "CMD ")


def test_the_version_is_the_module_s() -> None:
    """Another CLI could not call it."""
    assert f'"v{DAGGER}"' in (ROOT / "dagger.json").read_text()


def test_what_is_there_is_never_touched() -> None:
    """Run again on what it has made, it makes nothing."""
    first = {**FLASK, "requirements.txt": "flask\n"}
    made = start(first)
    assert {*ALL, "pyproject.toml"} == made.keys()
    edited = {**first, **made, "Dockerfile": "FROM mine\n"}
    assert {} == start(edited)


def test_settings_are_added_to_those_that_there_are() -> None:
    """As they stand."""
    own = '[project]\nname = "shop"\ndependencies = []\n'
    text = start({**FLASK, "pyproject.toml": own})["pyproject.toml"]
    assert text.startswith(own)
    assert {"project", "tool"} == {*tomllib.loads(text)}


def test_name_port_and_entry_point_can_be_given() -> None:
    """Else they are guessed."""
    given = Service("m", "1", name="till", entry="till.web:make()", port=9000)
    files = {**FLASK, "requirements.txt": ""}
    made = start(files, given)
    assert '"--bind=0.0.0.0:9000", "till.web:make()"' in made["Dockerfile"]
    assert "till:" in made["compose.yaml"]
    assert '"app:app"' in start(files)["Dockerfile"]
    package = {"shop/__init__.py": "", "tests/test_a.py": "", "requirements.txt": ""}
    assert '"shop:create_app()"' in start(package)["Dockerfile"]
