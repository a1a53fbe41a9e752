"""Make a commit without a work tree: no checkout, no filters, no hooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pipeline.core.environments.decision import Write
from pipeline.core.errors import Refused
from pipeline.writer.git.command import Git
from pipeline.writer.git.trees import REGULAR, Entry

DIFF: Final = (
    *("diff-tree", "-p", "-r", "--no-color", "--no-ext-diff", "--no-textconv"),
    *("--no-renames", "--full-index"),
)
INDEX: Final = {"GIT_INDEX_FILE": "writer-index"}


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a commit, and when."""

    name: str
    email: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse what git would quietly change or take from the machine."""
        for what, value in (("name", self.name), ("email", self.email)):
            if not value.strip() or set(value) & set("<>\n\r\0"):
                raise Refused(
                    f"could not use the author's {what} '{value}': it is empty or has"
                    " a character that commits cannot hold; give another"
                )
        if self.at.tzinfo is None:
            raise Refused(
                f"could not use time '{self.at.isoformat()}': it has no zone; end"
                " it with Z"
            )

    def environment(self) -> dict[str, str]:
        """Return the variables that tell git."""
        when = f"{int(self.at.timestamp())} +0000"
        return {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (
                *(("NAME", self.name), ("EMAIL", self.email)),
                ("DATE", when),
            )
        }


def message(write: Write) -> str:
    """Word a commit: what was done, then each fact on a line of its own."""
    # A line break in a value would begin another fact.
    facts = sorted(
        f"{name}: {' '.join(value.split())}" for name, value in write.facts.items()
    )
    return "\n".join((" ".join(write.subject.split()), "", *facts)).strip() + "\n"


def tree(git: Git, tip: str, write: Write, found: Mapping[str, Entry]) -> str:
    """Put files into the tree of a commit, and return the new tree."""
    nothing = "0" * len(tip)
    lines = [
        _line(git, path, text, found) if text is not None else _gone(path, nothing)
        for path, text in write.files.items()
    ]
    indexed = git.knowing(INDEX)
    indexed.out("read-tree", tip, to="read the newest tree")
    indexed.out(
        *("update-index", "-z", "--index-info"),
        to="change the tree",
        stdin=b"".join(lines),
    )
    # Most files' contents were never fetched.
    return indexed.line("write-tree", "--missing-ok", to="write the new tree")


def _gone(path: str, nothing: str) -> bytes:
    return b"0 %s\t%s\0" % (nothing.encode(), path.encode(errors="surrogateescape"))


def _line(git: Git, path: str, text: str, found: Mapping[str, Entry]) -> bytes:
    name = path.encode(errors="surrogateescape")
    content = text.encode(errors="surrogateescape")
    blob = git.line(
        *("hash-object", "-w", "--stdin", "--no-filters"),
        to=f"write '{path}'",
        stdin=content,
    )
    mode = found[path].mode if path in found else REGULAR[0]
    return b"%s %s\t%s\0" % (mode.encode(), blob.encode(), name)


def commit(git: Git, tip: str, made: str, write: Write, author: Author) -> str:
    """Make a commit of a tree on top of another; signed where there is a key."""
    signed = ("-S",) if "user.signingKey" in git.env.values() else ()
    return git.knowing(author.environment()).line(
        *("commit-tree", *signed, "-p", tip, made),
        to="make a commit",
        stdin=message(write).encode(errors="replace"),
    )


def diff(git: Git, tip: str, made: str) -> str:
    """Return what a tree changes."""
    out = git.out(*DIFF, f"{tip}^{{tree}}", made, to="compare the trees")
    return out.decode(errors="replace")
