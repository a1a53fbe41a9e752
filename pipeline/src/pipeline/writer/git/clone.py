"""Make a bare, shallow, partial clone in a temporary folder."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.writer.errors import GitFailed
from pipeline.writer.git.command import Git, Step, unwatched
from pipeline.writer.git.remote import Remote

TIP: Final = "refs/writer/tip"
FETCH: Final = ("fetch", "--no-tags", "--no-write-fetch-head", "--filter=blob:none")
# What a server that is shallow itself has; git would ask it for more, without end.
ALL: Final = f"--depth={2**31 - 1}"
UNFILTERED: Final = "filtering not recognized"


@dataclass(slots=True)
class Clone:
    """Commits and trees of one branch; file contents are fetched when asked for."""

    git: Git
    remote: Remote
    contents: dict[str, bytes] = field(default_factory=dict)
    fetched: bool = False
    whole: bool = False

    def fetch(self, *, history: bool) -> str:
        """Fetch the branch and return its newest commit."""
        # After the first time only what came since: that it grew out of what was
        # there before can be told even without the history before that.
        depth = () if self.fetched else ((ALL,) if history else ("--depth=1",))
        words = (*FETCH, *depth, "origin", f"+{self.remote.ref}:{TIP}")
        to = f"fetch branch '{self.remote.branch}' of '{self.remote.url}'"
        done = self.git.well(*words, to=to, seconds=self.remote.seconds)
        self.whole = UNFILTERED in done.err
        self.fetched = True
        return self.git.line("rev-parse", "--verify", TIP, to="read the newest commit")

    def texts(self, objects: Iterable[str]) -> dict[str, str]:
        """Return contents by their object; bytes that are no text stay as they are."""
        wanted = sorted(set(objects))
        missing = [each for each in wanted if each not in self.contents]
        if missing:
            self._bring(missing)
            self.contents.update(self._read(missing))
        return {
            each: self.contents[each].decode(errors="surrogateescape")
            for each in wanted
        }

    def _bring(self, missing: list[str]) -> None:
        """Fetch contents in one exchange, where git would take one for each."""
        if self.whole:
            return
        self.git.out(
            *("-c", "fetch.negotiationAlgorithm=noop"),
            *(*FETCH, "--stdin", "origin"),
            to=f"fetch files of branch '{self.remote.branch}' of '{self.remote.url}'",
            stdin="".join(f"{each}\n" for each in missing).encode(),
            seconds=self.remote.seconds,
        )

    def _read(self, objects: list[str]) -> Iterator[tuple[str, bytes]]:
        asked = "".join(f"{each}\n" for each in objects).encode()
        out = self.git.out("cat-file", "--batch", to="read files", stdin=asked)
        for each in objects:
            head, _, out = out.partition(b"\n")
            if head.endswith(b" missing"):
                raise GitFailed(
                    f"could not read object '{each}': the server did not send it;"
                    " look after the repository there with 'git fsck'"
                )
            size = int(head.split()[-1])
            yield each, out[:size]
            out = out[size + 1 :]


@contextmanager
def cloned(
    remote: Remote, given: Mapping[str, str], step: Step = unwatched
) -> Iterator[Clone]:
    """Make an empty one, and remove it in the end."""
    step("make a temporary folder")
    with temporary(given.get("TMPDIR")) as folder:
        git = Git(folder, remote.environment(str(folder), given), remote.token, step)
        init = ("init", "--quiet", "--bare", "--template=", "--initial-branch=none")
        git.out(*init, to="make a temporary repository")
        yield Clone(git, remote)
        step("remove the temporary folder")


@contextmanager
def temporary(parent: str | None) -> Iterator[Path]:
    """Make a folder that is gone in the end; where, is for the machine to say or us."""
    try:
        # What has landed has landed, whether or not we can tidy up.
        folder = tempfile.TemporaryDirectory(
            prefix="writer-", dir=parent, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise GitFailed(
            f"could not make a temporary folder: {error.strerror};"
            " set TMPDIR to a folder that can be written"
        ) from error
    with folder as name:
        yield Path(name)
