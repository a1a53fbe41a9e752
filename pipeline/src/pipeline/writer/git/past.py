"""Read an environment's folder after each commit that changed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from pipeline.core.environments.decision import Past
from pipeline.core.environments.facts import statements
from pipeline.writer.git.clone import Clone

# The branch's own line: what a merge brought was not there before the merge.
LOG: Final = (
    *("log", "--first-parent", "--diff-merges=first-parent", "--reverse"),
    *("--raw", "-r", "-z", "--no-abbrev", "--no-renames"),
    "--format=tformat:commit %H%x00%ct%x00%an%x00%s%x00%B%x00",
)

# The end of the year 9999.
LAST: Final = 253_402_300_799


@dataclass(frozen=True, slots=True)
class Left:
    """The folder as a commit left it: each path's object."""

    commit: str
    time: datetime
    author: str
    subject: str
    message: str
    objects: dict[str, str]


def read(clone: Clone, tip: str, folder: str) -> tuple[Past, ...]:
    """Return the states of a folder, newest first."""
    out = clone.git.out(*LOG, tip, "--", folder, to=f"read the history of '{folder}'")
    states = list(lefts(out.decode(errors="surrogateescape")))
    texts = clone.small(name for state in states for name in state.objects.values())
    return tuple(
        Past(
            *(state.commit, state.time, state.author, state.subject),
            {path: texts[name] for path, name in state.objects.items()},
            statements(state.message),
        )
        for state in reversed(states)
    )


def lefts(out: str) -> Iterator[Left]:
    """Read git's log: the states follow from what each commit changed."""
    objects: dict[str, str] = {}
    words = iter(out.split("\0"))
    head: tuple[str, ...] = ()
    for word in words:
        if word.strip().startswith("commit "):
            if head:
                yield _left(head, objects)
            head = (word.strip()[7:], *islice(words, 4))
        elif word.strip().startswith(":"):
            _change(objects, word.strip(), next(words))
    if head:
        yield _left(head, objects)


def _left(head: tuple[str, ...], objects: dict[str, str]) -> Left:
    commit, seconds, author, subject, message = head
    return Left(commit, moment(seconds), author, subject, message, {**objects})


def moment(seconds: str) -> datetime:
    """Return the time of a commit; one that no calendar has is the nearest that is."""
    number = int(seconds) if seconds.lstrip("-").isdigit() else 0
    return datetime.fromtimestamp(min(max(number, 0), LAST), UTC)


def _change(objects: dict[str, str], raw: str, path: str) -> None:
    _, mode, _, name, _ = raw.split(" ")
    objects.pop(path, None)
    if mode.startswith("100"):
        objects[path] = name
