"""Can what docs/adopt.md says be typed?"""

import re
import tomllib
from typing import Final

import pytest
import yaml

from pipeline.core.project.config import parse
from tests.test_structure import ROOT

PAGE: Final = (ROOT / "docs" / "adopt.md").read_text()
BLOCKS: Final = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
MAIN: Final = (ROOT / "pipeline" / "src" / "pipeline" / "main.py").read_text()


def blocks(kind: str) -> list[str]:
    """Return the blocks of a language."""
    return [text for name, text in BLOCKS if name == kind]


def test_every_function_that_is_called_exists() -> None:
    """With its name as the CLI has it."""
    calls = re.findall(r"dagger call ([^`\n]+)", PAGE)
    words = [re.sub(r"-m \S+ |--auto-apply ", "", call).split()[0] for call in calls]
    assert {"ci", "report", "lint", "fix", "fixed", "init", "doctor"} == {*words}
    for word in words:
        assert f"async def {word.replace('-', '_')}(" in MAIN


def test_every_option_that_is_given_exists() -> None:
    """Of functions; the others are the CLI's."""
    options = {*re.findall(r"(?<= --)([a-z-]+)", "\n".join(blocks("sh")))}
    assert options <= {
        *("source", "here", "auto-apply", "path", "module", "baseline"),
    }


@pytest.mark.parametrize("text", blocks("toml"))
def test_every_configuration_can_be_used(text: str) -> None:
    """As it stands there."""
    assert parse(text).required


def test_every_key_that_helps_can_be_used() -> None:
    """Those of the table are written as lines of TOML."""
    lines = re.findall(r"`((?:dependencies|test)\.\w+ = [^`]+|include = [^`]+)`", PAGE)
    assert len(lines) >= 4
    for line in lines:
        parse(f"[tool.pipeline]\n{line}")


def test_the_first_configuration_is_a_whole_file() -> None:
    """With one table a heading."""
    (text,) = blocks("toml")
    assert {"pipeline"} == {*tomllib.loads(text)["tool"]}


@pytest.mark.parametrize("text", blocks("yaml"))
def test_workflows_name_one_version_of_the_engine(text: str) -> None:
    """The module's own."""
    assert isinstance(yaml.safe_load(text), dict)
    version = re.search(
        r'"engineVersion": "v([\d.]+)"', (ROOT / "dagger.json").read_text()
    )
    assert version and {version[1]} == {*re.findall(r"DAGGER_VERSION=(\S+)", text)}
