"""Are Python and the dependencies whole in the image, and does all of it work?"""

import json
from functools import cache
from pathlib import Path

import pytest

from image.left_out import DEPENDENCIES, PYTHON, is_kept
from tests.engines import dagger
from tests.image.built import CALL
from tests.image.confined import Confined
from tests.image.listing import IMPORT, LIST, modules

LISTS = {"python": PYTHON, "dependencies": DEPENDENCIES}
# The tool that makes environments leaves these beside the packages.
OF_THE_INSTALLER = {"_virtualenv"}


@cache
def installed() -> dict[str, list[str]]:
    """List the files of the stage that Python and the dependencies are taken from."""
    words = (*CALL, "--target=build", "with-new-file", "--path=/list.py")
    run = (f"--contents={LIST}", "with-exec", "--args=/opt/venv/bin/python,/list.py")
    done = dagger(*words, *run, "stdout", cwd=Path("/"))
    assert 0 == done.returncode, done.stderr
    files: dict[str, list[str]] = json.loads(done.stdout)
    return files


@pytest.mark.parametrize("library", LISTS)
def test_every_installed_module_is_there(library: str, confined: Confined) -> None:
    """Except what is on the list: nothing is lost, and nothing stays by chance."""
    there = modules(json.loads(confined.python(LIST))[library])
    wanted = (it for it in installed()[library] if is_kept(it, LISTS[library]))
    assert there == modules(list(wanted)) - OF_THE_INSTALLER
    assert 200 < len(there)


@pytest.mark.parametrize("library", LISTS)
def test_every_module_can_be_imported(library: str, confined: Confined) -> None:
    """All of them in one process; what is there to be run is not imported."""
    names = modules(json.loads(confined.python(LIST))[library])
    assert {} == failed(confined, {it for it in names if "__main__" not in it})


def test_a_module_that_cannot_be_imported_is_seen(confined: Confined) -> None:
    """Otherwise the test above could not fail."""
    assert ["tkinter"] == list(failed(confined, {"json", "tkinter"}))


def failed(confined: Confined, names: set[str]) -> dict[str, str]:
    """Import modules in the image; return the errors of those that fail."""
    given, found = confined.folder / "names.json", confined.folder / "failed.json"
    given.write_text(json.dumps(sorted(names)))
    done = confined.run("python", "-c", IMPORT, str(given), str(found))
    assert 0 == done.returncode, done.stderr
    errors: dict[str, str] = json.loads(found.read_text())
    return errors
