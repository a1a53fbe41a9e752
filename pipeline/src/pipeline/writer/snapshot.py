"""Read snapshots of environments at the newest commit and before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.environments.hold import MARKER
from pipeline.core.environments.located import located
from pipeline.core.environments.policy import Rules, rules
from pipeline.core.errors import ConfigError, Refused
from pipeline.core.project.config import Config, parse
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.writer.git import past
from pipeline.writer.git.clone import Clone
from pipeline.writer.git.trees import Entry, entries, need_plain

SETTINGS: Final = "pyproject.toml"


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


@dataclass(frozen=True, slots=True)
class Seen:
    """A snapshot, the entries that it was read from, and what is wrong otherwise."""

    snapshot: Snapshot
    found: Mapping[str, Entry]
    warning: str


def read(clone: Clone, tip: str, needs: Needs) -> Seen:
    """Read what an intent needs to know, and nothing beside the environments."""
    found, files = _files(clone, tip, Places())
    where = located(files.get(SETTINGS))
    if where.places != Places():
        # They are not where they mostly are, which costs another exchange.
        found, files = _files(clone, tip, where.places)
    places = where.places
    for environment in needs.writes:
        need_plain(found, places, environment)
    befores = {each: past.read(clone, tip, places.folder(each)) for each in needs.past}
    trees = _trees(clone, tip, files, places) if needs.trees else {}
    policies = _policies(clone, trees)
    return Seen(Snapshot(tip, files, befores, trees, policies), found, where.warning)


def _files(
    clone: Clone, tip: str, places: Places
) -> tuple[dict[str, Entry], dict[str, str]]:
    folders = (places.folder(each) for each in Environment)
    overlays = (places.overlay(each) for each in Environment)
    found = entries(clone.git, tip, SETTINGS, *folders, *overlays)
    ours = {path: each for path, each in found.items() if _is_ours(path, places)}
    texts = clone.small(each.object for each in ours.values() if each.regular)
    # A marker holds though it is a link that cannot be read.
    return found, {
        path: texts[each.object] if each.regular else ""
        for path, each in ours.items()
        if each.regular or _is_marker(path, places)
    }


def _is_ours(path: str, places: Places) -> bool:
    known = (
        each
        for environment in Environment
        for each in (
            places.component(environment),
            places.record(environment),
            places.overlay(environment),
        )
    )
    return path == SETTINGS or path in known or _is_marker(path, places)


def _is_marker(path: str, places: Places) -> bool:
    folder, _, name = path.rpartition("/")
    holds = {f"{places.folder(each)}/holds" for each in Environment}
    return folder in holds and MARKER.fullmatch(name) is not None


def settings(files: Mapping[str, str]) -> Config:
    """Return the settings that govern: those of the newest commit."""
    return parse(files.get(SETTINGS))


def places_of(files: Mapping[str, str]) -> Places:
    """Say where the environments' folders are."""
    return located(files.get(SETTINGS)).places


def _trees(
    clone: Clone, tip: str, files: Mapping[str, str], places: Places
) -> dict[str, str]:
    """Return the trees of the commits that records name, if the branch has them."""
    named = {
        commit
        for each in Environment
        for commit in _named(files.get(places.record(each)), places.record(each))
    }
    out = clone.git.out(
        "log", "--format=%H %T", tip, to="list the branch's commits"
    ).decode()
    pairs = (line.split(" ") for line in out.splitlines())
    return {commit: tree for commit, tree in pairs if commit in named}


def _policies(clone: Clone, commits: Iterable[str]) -> dict[str, Rules]:
    """Return what commits of the branch ask of a release, where that can be read."""
    files = {each: entries(clone.git, each, SETTINGS).get(SETTINGS) for each in commits}
    plain = {
        commit: each.object for commit, each in files.items() if each and each.regular
    }
    texts = clone.small(plain.values())
    found = {}
    for commit in files:
        try:
            found[commit] = rules(parse(texts.get(plain.get(commit, ""))))
        except ConfigError:
            # It was refused then, too: nothing was let in by it.
            continue
    return found


def _named(text: str | None, path: str) -> set[str]:
    try:
        return {release_json.read(text, path).commit} if text else set()
    except Refused:
        # What is wrong with it is said by whom it concerns.
        return set()
