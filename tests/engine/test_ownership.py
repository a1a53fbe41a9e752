"""Which folders does the engine write to, and what does it remove of them?"""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import ownership
from engine.errors import EngineError
from engine.layout import Layout
from engine.lock import locked
from engine.ownership import KNOWN, MARKER, claim, remove
from tests.engines import ROOT


def test_a_new_folder_is_marked(tmp_path: Path) -> None:
    """So is one that is there and empty."""
    for name in ("new/er", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        claim(tmp_path / name)
        claim(tmp_path / name)
        assert (tmp_path / name / MARKER).is_file()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Nothing is written there, and nothing removed."""
    (tmp_path / "thesis.txt").write_text("years of work")
    for act in (claim, remove):
        with pytest.raises(EngineError, match="not empty, and this engine has not"):
            act(tmp_path)
    with pytest.raises(EngineError), locked(Layout(tmp_path)):
        pass
    assert ["thesis.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "names", [("bin", "cache", "logs"), ("parts/mine",), ("lock/1",)], ids=str
)
def test_names_alone_prove_nothing(tmp_path: Path, names: tuple[str, ...]) -> None:
    """Others have such folders, too."""
    for name in names:
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(EngineError):
        claim(tmp_path)


@pytest.mark.parametrize(
    "made",
    [
        "parts/toolchain-0123456789abcdef",
        "parts/toolchain.unfinished",
        "docker/v0.19.10/dagger",
    ],
)
def test_what_an_older_engine_has_made_is_taken_over(tmp_path: Path, made: str) -> None:
    """It had no marker; with anything else in it the folder is nobody's."""
    (tmp_path / made).mkdir(parents=True)
    (tmp_path / "logs").mkdir()
    (tmp_path / "notes").touch()
    with pytest.raises(EngineError):
        claim(tmp_path)
    (tmp_path / "notes").unlink()
    claim(tmp_path)
    assert (tmp_path / MARKER).is_file()


@pytest.mark.parametrize("marked", [False, True])
def test_a_home_and_what_holds_it_are_never_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    """Not even with a marker, nor by another name."""
    home = tmp_path / "home" / "ada"
    home.mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    monkeypatch.setenv("HOME", str(home))
    for place in (home, home.parent, tmp_path / "link", Path("/"), Path("/tmp/..")):
        if marked and place in (home, home.parent):
            (place / MARKER).touch()
        with pytest.raises(EngineError, match="could not use '"):
            claim(place)
    claim(home / ".cache" / "pipeline-engine")


def test_only_what_the_engine_makes_is_removed(tmp_path: Path) -> None:
    """Links are removed, not what they lead to."""
    prefix, other = tmp_path / "prefix", tmp_path / "other"
    claim(prefix)
    (other / "file").mkdir(parents=True)
    (prefix / "state").symlink_to(other)
    (prefix / "parts" / "a").mkdir(parents=True)
    (prefix / "notes.txt").touch()
    assert [prefix / "notes.txt"] == remove(prefix)
    assert (other / "file").is_dir()
    assert ["notes.txt"] == [path.name for path in prefix.iterdir()]


def test_an_empty_prefix_goes_as_well(tmp_path: Path) -> None:
    """Nothing is left of it."""
    claim(tmp_path / "prefix")
    assert [] == remove(tmp_path / "prefix")
    assert not (tmp_path / "prefix").exists()


def test_whatever_lies_in_a_prefix_is_known(tmp_path: Path) -> None:
    """A folder that is not named here would be left over."""
    layout = Layout(tmp_path / "p")
    files = [layout.parts, layout.bin, layout.cache, layout.state, layout.images]
    files += [layout.logs, layout.run, layout.lock]
    assert {path.name for path in files} <= set(ownership.KNOWN)
    assert "cluster" in KNOWN


@pytest.mark.parametrize("word", ["clean", "stop", "up"])
def test_the_command_line_says_what_is_wrong(tmp_path: Path, word: str) -> None:
    """One message, and no traceback."""
    (tmp_path / "thesis.txt").touch()
    done = subprocess.run(
        [sys.executable, "-m", "engine", word],
        env={
            "PIPELINE_ENGINE": "built",
            "PIPELINE_ENGINE_PREFIX": str(tmp_path),
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": "/root",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert 1 == done.returncode
    assert done.stderr.startswith(f"could not use '{tmp_path}' for the engine: it is")
    assert [tmp_path / "thesis.txt"] == list(tmp_path.iterdir())
