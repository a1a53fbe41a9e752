"""Does what helps contributors fit the repository?"""

import re
import tomllib

import yaml

from pipeline.core.gates import lint
from tests.pipeline.examples import PROJECT
from tests.test_structure import ROOT


def test_hooks_run_the_tools_of_the_gate() -> None:
    """Of the environment that uv.lock describes, so in the same versions."""
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    (group,) = settings["repos"]
    entries = {hook["id"]: hook["entry"].split()[:3] for hook in group["hooks"]}
    assert entries == {
        tool: [".venv/bin/python", "-m", tool] for tool in ("black", "isort", "flake8")
    }
    assert {command[0] for command in lint.commands(PROJECT)} == {*entries}


def test_what_is_owned_exists() -> None:
    """A path that is misspelt has no owner."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text().splitlines()
    paths = [line.split()[0] for line in lines if line.startswith("/")]
    assert len(paths) > 10
    assert [] == [path for path in paths if not (ROOT / path.strip("/")).exists()]


def test_links_of_the_first_pages_lead_somewhere() -> None:
    """Those to files of the repository."""
    for page in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md"):
        text = (ROOT / page).read_text()
        targets = re.findall(r"\]\(([^)#]+?)(?:#[\w-]+)?\)", text)
        folder = (ROOT / page).parent
        local = [each for each in targets if not each.startswith("http")]
        assert [] == [each for each in local if not (folder / each).exists()], page


def test_the_newest_changes_are_those_of_this_version() -> None:
    """What the service calls itself is compared in its own tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = re.findall(r"(?m)^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text())
    assert project["version"] == versions[0]
