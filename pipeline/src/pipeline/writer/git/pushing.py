"""Push a commit with a lease: only if the tip is still the one it was made on."""

import re
from dataclasses import replace
from typing import Final

from pipeline.writer.errors import (
    Forbidden,
    GitBusy,
    GitFailed,
    Raced,
    Rejected,
    Unknown,
)
from pipeline.writer.git import causes
from pipeline.writer.git.clone import Clone
from pipeline.writer.git.command import Done
from pipeline.writer.git.remote import Remote

ANSWER: Final = re.compile(r"^!\t[^\t]*\t\[([^]]*)\](?: \((.*)\))?$", re.MULTILINE)
# Words by which it pays to try again. Others may mean the same: who was first is told
# by the branch itself, not by them.
RACE: Final = re.compile(
    r"stale info|fetch first|non-fast-forward|cannot lock ref|failed to lock"
    r"|failed to update ref|unable to lock|unable to create .*lock"
    r"|incorrect old value|remote ref is at|reference already exists|is at .* but"
    r"|atomic (?:push|transaction) failed",
    re.IGNORECASE,
)
TROUBLE: Final = re.compile(
    r"unpacker error|unpack|missing necessary objects|internal|temporar|timeout"
    r"|too many|rate limit|failed to write",
    re.IGNORECASE,
)
NOT_SENT: Final = re.compile(
    r"Failed to connect|Couldn't connect|Connection refused|Could not resolve"
)


def push(clone: Clone, commit: str, tip: str) -> None:
    """Push a commit; Rejected, Unknown or another failure if that did not do."""
    ref = clone.remote.ref
    done = clone.git.run(
        *("push", "--porcelain", "--no-verify", "--no-follow-tags"),
        *(f"--force-with-lease={ref}:{tip}", "origin", f"{commit}:{ref}"),
        seconds=clone.remote.seconds,
    )
    report = clone.git.masked(done.out).encode()
    must_have_landed(replace(done, out=report), clone.remote)


def must_have_landed(done: Done, remote: Remote) -> None:
    """Raise what a push failed with."""
    if done.code:
        raise failure(done, remote)


def failure(done: Done, remote: Remote) -> GitFailed:
    """Tell what a push that failed means, by git's report to programs if there is one.

    Without a report the server may have taken it, whatever the words to people are.
    """
    to = f"push to branch '{remote.branch}' of '{remote.url}'"
    answer = ANSWER.search(done.out.decode(errors="replace"))
    if answer and answer[1] != "remote failure":
        return _refused(to, answer[1], answer[2] or answer[1], done.err)
    found = causes.failure(to, done.err)
    if NOT_SENT.search(done.err) or causes.definite(done.err):
        return found
    return Unknown(str(found))


def _refused(to: str, who: str, reason: str, said: str) -> GitFailed:
    """Word what the server, or git on seeing the server's tip, answered."""
    if who == "rejected" or RACE.search(causes.own(reason)):
        # A lost answer makes curl send the push once more, and it is the second one
        # that the server then rejects. What git itself rejects was never sent.
        kind = Rejected if who == "rejected" else Raced
        return kind(f"could not {to}: others were first ({reason}); run it again")
    if TROUBLE.search(causes.own(reason)):
        return GitBusy(
            f"could not {to}: the server could not store it"
            f" ({reason}{_remote(said)}); look after the server, run it again"
        )
    return Forbidden(
        f"could not {to}: the server's rules forbid it ({reason}{_remote(said)});"
        " let this author push there, or use another branch"
    )


def _remote(said: str) -> str:
    """Return what the server had to say to people."""
    lines = (line.removeprefix("remote:").strip() for line in said.splitlines())
    marked = (line.startswith("remote:") for line in said.splitlines())
    words = [
        line for line, ours in zip(lines, marked, strict=True) if ours and line.strip()
    ]
    return "".join(f"; {line}" for line in words[:4])[:400]
