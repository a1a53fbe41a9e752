"""List the files of a commit: path, mode and object."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.environments.decision import Places
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.writer.git.command import Git

REGULAR: Final = ("100644", "100755")
KINDS: Final = {"120000": "a symbolic link", "160000": "a submodule"}
LIST: Final = ("ls-tree", "-z", "--full-tree")


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a tree."""

    mode: str
    object: str

    @property
    def regular(self) -> bool:
        """Say whether it is a file with contents of its own."""
        return self.mode in REGULAR


# Which one it is does not matter: what is in it is listed.
FOLDER: Final = Entry("040000", "")


def entries(git: Git, commit: str, *folders: str) -> dict[str, Entry]:
    """List all that a commit holds in some folders, and what lies on the way there.

    Where a folder is none, that is what is listed: a link, a submodule or a file.
    """
    if "." in folders:
        return _list(git, commit, "-r")
    above = {
        str(each) for folder in folders for each in PurePosixPath(folder).parents
    } - {"."}
    here = _list(git, commit, *sorted({*above, *folders}))
    inside = {f"{folder}/" for folder in folders if here.get(folder) == FOLDER}
    below = _list(git, commit, "-r", *sorted(inside)) if inside else {}
    return {path: each for path, each in here.items() if each != FOLDER} | below


def _list(git: Git, commit: str, *words: str) -> dict[str, Entry]:
    options = [each for each in words if each.startswith("-")]
    paths = [each for each in words if not each.startswith("-")]
    # A path is a path, whatever signs are in it.
    literal = git.knowing({"GIT_LITERAL_PATHSPECS": "1"})
    out = literal.out(
        *(*LIST, *options, commit, "--", *paths), to=f"list the files of {commit}"
    )
    found = {}
    for line in out.decode(errors="surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, name = about.split(" ")
        found[path] = FOLDER if mode == "040000" else Entry(mode, name)
    return found


def need_plain(
    found: Mapping[str, Entry], places: Places, environment: Environment
) -> None:
    """Refuse to write through a link or a submodule: who knows where it leads."""
    folder = places.folder(environment)
    for path, entry in found.items():
        inside = path.startswith(f"{folder}/")
        above = f"{folder}/".startswith(f"{path}/")
        if above or (inside and not entry.regular):
            kind = KINDS.get(entry.mode, "a file")
            raise Refused(
                f"could not write in '{folder}': '{path}' is {kind}, not a"
                f" {'folder' if above else 'file'} of its own; put one there"
            )
