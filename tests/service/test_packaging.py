"""Is all of the service in what `pip install .` installs."""

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
SETTINGS = PROJECT["tool"]["setuptools"]


def tracked() -> list[Path]:
    """List the files of the service."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "app"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in done.stdout.splitlines()]


def test_every_module_lies_in_a_package() -> None:
    """A folder without its file would be left out without a word."""
    assert {"app", "app.*"} == set(SETTINGS["packages"]["find"]["include"])
    folders = {file.parent for file in tracked() if file.suffix == ".py"}
    assert [] == [
        str(each) for each in folders if not (ROOT / each / "__init__.py").exists()
    ]


def test_every_other_file_is_named() -> None:
    """Pages without templates and styles are none."""
    patterns = [f"app/{each}" for each in SETTINGS["package-data"]["app"]]
    others = [str(file) for file in tracked() if file.suffix != ".py"]

    assert len(others) > 5
    assert [] == [
        each
        for each in others
        if not any(fnmatch(each, pattern) for pattern in patterns)
    ]


def test_the_readme_says_how() -> None:
    """The database first."""
    text = (ROOT / "README.md").read_text()
    steps = ("pip install .", "wsgi:application db-upgrade", "wsgi:application run")
    places = [text.index(step) for step in steps]

    assert places == sorted(places)
