"""A branch of a remote: read its tip, push to it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.core.environments.decision import Snapshot, Write
from pipeline.writer import snapshot
from pipeline.writer.git import commit as writing
from pipeline.writer.git import pushing
from pipeline.writer.git.clone import Clone, cloned
from pipeline.writer.git.command import Step, unwatched
from pipeline.writer.git.commit import Author
from pipeline.writer.git.remote import Remote
from pipeline.writer.git.trees import Entry
from pipeline.writer.snapshot import Needs


@dataclass(slots=True)
class GitBranch:
    """A branch, looked at through a clone; a *warning* does not keep it from that."""

    clone: Clone
    needs: Needs
    author: Author
    tip: str = ""
    warning: str = ""
    found: Mapping[str, Entry] = field(default_factory=dict)

    def look(self) -> Snapshot:
        """Fetch the newest commit and read it."""
        self.newest()
        seen = snapshot.read(self.clone, self.tip, self.needs)
        self.found, self.warning = seen.found, seen.warning
        return seen.snapshot

    def newest(self) -> str:
        """Fetch the newest commit and return it."""
        self.tip = self.clone.fetch(history=self.needs.history)
        return self.tip

    def has(self, commit: str) -> bool:
        """Say whether the branch, as it was last seen, grew out of a commit."""
        words = ("merge-base", "--is-ancestor", commit, self.tip)
        return self.clone.git.run(*words).code == 0

    def tree(self, write: Write, seen: Snapshot) -> str:
        """Make the tree that a write asks for."""
        return writing.tree(self.clone.git, seen.tip, write, self.found)

    def commit(self, write: Write, seen: Snapshot) -> str:
        """Make a commit on top of what was seen."""
        made = self.tree(write, seen)
        return writing.commit(self.clone.git, seen.tip, made, write, self.author)

    def push(self, commit: str, tip: str) -> None:
        """Replace the tip by a commit, if it still is the tip."""
        pushing.push(self.clone, commit, tip)

    def diff(self, write: Write, seen: Snapshot) -> str:
        """Return what a write would change."""
        return writing.diff(self.clone.git, seen.tip, self.tree(write, seen))


@contextmanager
def opened(
    remote: Remote,
    needs: Needs,
    author: Author,
    given: Mapping[str, str],
    step: Step = unwatched,
) -> Iterator[GitBranch]:
    """Open a branch for as long as it is needed."""
    with cloned(remote, given, step) as clone:
        yield GitBranch(clone, needs, author)
