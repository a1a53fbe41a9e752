"""List the files of a commit: path, mode and object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.environments.decision import Places
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.writer.git.command import Git

REGULAR: Final = ("100644", "100755")
KINDS: Final = {"120000": "a symbolic link", "160000": "a submodule"}
LIST: Final = ("ls-tree", "-r", "-z", "--full-tree")


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a tree."""

    mode: str
    object: str

    @property
    def regular(self) -> bool:
        """Say whether it is a file with contents of its own."""
        return self.mode in REGULAR


def entries(git: Git, commit: str) -> dict[str, Entry]:
    """List all that a commit holds."""
    out = git.out(*LIST, commit, to=f"list the files of {commit}").decode(
        errors="surrogateescape"
    )
    found = {}
    for line in out.split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, name = about.split(" ")
        found[path] = Entry(mode, name)
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
