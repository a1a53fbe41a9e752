"""Parse git's output: the commit of a source, and whether files differ from it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pipeline.core.errors import Refused
from pipeline.core.tool import ToolRun

GIT: Final = ("git", "--git-dir=/git", "--work-tree=/src")
SHOW: Final = (*GIT, "show", "--no-patch", "--format=%H%n%T%n%cI", "HEAD")
SHALLOW: Final = (*GIT, "rev-parse", "--is-shallow-repository")
COUNT: Final = (*GIT, "rev-list", "--count", "--first-parent", "HEAD")
# An index of its own: that of a person holds what is not committed yet.
INDEX: Final = (*GIT, "read-tree", "HEAD")
# What is not there was not let in.
CHANGED: Final = (*GIT, "diff", "--name-only", "--diff-filter=d")
# Files that git ignores go into an image as any others.
UNKNOWN: Final = (*GIT, "ls-files", "--others")
NAMED: Final = 5
# No build of one series may be above those of the next.
SERIES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit. *build* counts those up to it: None where they are not known."""

    commit: str
    tree: str
    committed: datetime
    build: int | None


def read(shown: ToolRun, shallow: ToolRun, count: ToolRun) -> Revision:
    """Read what git says of HEAD."""
    if shown.exit_code != 0:
        cause = (shown.stderr.strip().splitlines() or ["git said nothing"])[-1]
        raise Refused(
            f"could not tell the commit of the source: {cause}; "
            "give --git with its folder .git, and commit first"
        )
    commit, tree, when = shown.stdout.split()
    known = shallow.stdout.strip() == "false"
    committed = datetime.fromisoformat(when).astimezone(UTC)
    return Revision(commit, tree, committed, int(count.stdout) if known else None)


def must_be_of(revision: Revision, differing: tuple[str, ...]) -> None:
    """Refuse a source that is not what was committed, naming the files."""
    if not differing:
        return
    named = ", ".join(differing[:NAMED])
    rest = len(differing) - NAMED
    more = f" and {rest} more" if rest > 0 else ""
    raise Refused(
        f"could not say that this is commit '{revision.commit[:12]}': {named}{more} "
        "differ from it or are not in it; commit or remove them"
    )


def build_number(revision: Revision, given: int | None, series: int = 0) -> int:
    """Return the number that was given, else how many commits there are.

    When the numbers begin anew, those of the next *series* are above all before.
    """
    number = revision.build if given is None else given
    if number is None:
        raise Refused(
            "could not count the builds: the clone is shallow, so not all commits are "
            "known; give --build, or clone the whole history"
        )
    if series and number >= SERIES:
        raise Refused(
            f"could not number build {number}: a series has {SERIES} builds; give a"
            " lower --build"
        )
    return series * SERIES + number
