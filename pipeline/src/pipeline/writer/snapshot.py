"""Read snapshots of environments at the newest commit and before."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.project.config import Config, parse
from pipeline.core.project.environment import Environment
from pipeline.writer.git import past
from pipeline.writer.git.clone import Clone
from pipeline.writer.git.trees import Entry, need_plain

SETTINGS: Final = "pyproject.toml"
# Any folder that could be an environment's: which ones are is told by one of these
# files itself, and asking twice takes twice as long.
OURS: Final = re.compile(
    rf"{re.escape(SETTINGS)}|(?:.*/)?(?:dev|staging|production)/image/.+"
)
COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Needs:
    """What an intent has to know beyond the newest files.

    *writes* are the environments whose folders have to be fit to be written, *past*
    those whose history counts; *trees* asks for the tree of each record's commit.
    """

    writes: tuple[Environment, ...] = ()
    past: tuple[Environment, ...] = ()
    trees: bool = False

    @property
    def history(self) -> bool:
        """Say whether the newest commit alone will do."""
        return bool(self.past) or self.trees


def read(clone: Clone, tip: str, found: Mapping[str, Entry], needs: Needs) -> Snapshot:
    """Read what an intent needs to know."""
    ours = {
        path: entry.object
        for path, entry in found.items()
        if entry.regular and OURS.fullmatch(path)
    }
    texts = clone.texts(ours.values())
    files = {path: texts[name] for path, name in ours.items()}
    places = places_of(files)
    for environment in needs.writes:
        need_plain(found, places, environment)
    befores = {each: past.read(clone, tip, places.folder(each)) for each in needs.past}
    trees = _trees(clone, tip, files) if needs.trees else {}
    return Snapshot(tip, files, befores, trees)


def settings(files: Mapping[str, str]) -> Config:
    """Return the settings that govern: those of the newest commit."""
    return parse(files.get(SETTINGS))


def places_of(files: Mapping[str, str]) -> Places:
    """Say where the environments' folders are."""
    return Places(settings(files).ship_overlays)


def _trees(clone: Clone, tip: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the trees of the commits that records name, if the branch has them."""
    named = {commit for path, text in files.items() for commit in _named(path, text)}
    out = clone.git.out(
        "log", "--format=%H %T", tip, to="list the branch's commits"
    ).decode()
    pairs = (line.split(" ") for line in out.splitlines())
    return {commit: tree for commit, tree in pairs if commit in named}


def _named(path: str, text: str) -> set[str]:
    if not path.endswith("/release.json"):
        return set()
    try:
        record = json.loads(text)
    except ValueError:
        # What is wrong with it is said by whom it concerns.
        return set()
    commit = record.get("commit") if isinstance(record, dict) else None
    return {commit} if isinstance(commit, str) and COMMIT.fullmatch(commit) else set()
