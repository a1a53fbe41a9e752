"""Make a bare, shallow, partial clone in a temporary folder."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from pipeline.writer.errors import GitFailed
from pipeline.writer.git.causes import failure
from pipeline.writer.git.command import Git, Step, unwatched
from pipeline.writer.git.folder import temporary
from pipeline.writer.git.remote import Remote

TIP: Final = "refs/writer/tip"
FETCH: Final = ("fetch", "--no-tags", "--no-write-fetch-head", "--filter=blob:none")
# What people write by hand and what we write is far below.
LARGEST: Final = 1_000_000
# It is neither YAML nor JSON nor TOML: whoever reads it says which file cannot be read.
TOO_LARGE: Final = "\0 larger than 1 MB\n"
# What a server that is shallow itself has; git would ask it for more, without end.
ALL: Final = f"--depth={2**31 - 1}"
UNFILTERED: Final = "filtering not recognized"
# A repository is of one kind of object names, and so has to be what fetches from it.
OTHER_NAMES: Final = "mismatched algorithms"


@dataclass(slots=True)
class Clone:
    """Commits and trees of one branch; file contents are fetched when asked for."""

    git: Git
    remote: Remote
    contents: dict[str, bytes] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)
    fetched: bool = False
    whole: bool = False

    def fetch(self, *, history: bool) -> str:
        """Fetch the branch and return its newest commit."""
        # After the first time only what came since: that it grew out of what was
        # there before can be told even without the history before that.
        depth = () if self.fetched else ((ALL,) if history else ("--depth=1",))
        words = (*FETCH, *depth, "origin", f"+{self.remote.ref}:{TIP}")
        to = f"fetch branch '{self.remote.branch}' of '{self.remote.url}'"
        done = self.git.run(*words, seconds=self.remote.seconds)
        if not self.fetched and OTHER_NAMES in done.err:
            made(self.git, "sha256")
            done = self.git.run(*words, seconds=self.remote.seconds)
        if done.code:
            raise failure(to, done.err)
        self.whole = UNFILTERED in done.err
        self.fetched = True
        return self.git.line("rev-parse", "--verify", TIP, to="read the newest commit")

    def small(self, objects: Iterable[str]) -> dict[str, str]:
        """Return contents as `texts` does, but of files that are not large."""
        wanted = set(objects)
        self._bring(wanted)
        missing = sorted(wanted - self.contents.keys())
        asked = "".join(f"{each}\n" for each in missing).encode()
        check = ("cat-file", "--batch-check=%(objectsize)")
        sizes = self.git.out(*check, to="measure files", stdin=asked).split(b"\n")
        large = {
            each
            for each, size in zip(missing, sizes, strict=False)
            if size.isdigit() and int(size) > LARGEST
        }
        return {**dict.fromkeys(large, TOO_LARGE), **self.texts(wanted - large)}

    def texts(self, objects: Iterable[str]) -> dict[str, str]:
        """Return contents by their object; bytes that are no text stay as they are."""
        wanted = set(objects)
        self._bring(wanted)
        if missing := sorted(wanted - self.contents.keys()):
            self.contents.update(self._read(missing))
        return {
            each: self.contents[each].decode(errors="surrogateescape")
            for each in wanted
        }

    def _bring(self, wanted: set[str]) -> None:
        """Fetch contents in one exchange, where git would take one for each."""
        missing = sorted(wanted - self.brought)
        if self.whole or not missing:
            return
        self.git.out(
            *("-c", "fetch.negotiationAlgorithm=noop"),
            *(*FETCH, "--stdin", "origin"),
            to=f"fetch files of branch '{self.remote.branch}' of '{self.remote.url}'",
            stdin="".join(f"{each}\n" for each in missing).encode(),
            seconds=self.remote.seconds,
        )
        self.brought.update(missing)

    def _read(self, objects: list[str]) -> Iterator[tuple[str, bytes]]:
        asked = "".join(f"{each}\n" for each in objects).encode()
        out = self.git.out("cat-file", "--batch", to="read files", stdin=asked)
        begin = 0
        for each in objects:
            end = out.index(b"\n", begin)
            head, begin = out[begin:end], end + 1
            if head.endswith(b" missing"):
                raise GitFailed(
                    f"could not read object '{each}': the server did not send it;"
                    " look after the repository there with 'git fsck'"
                )
            size = int(head.split()[-1])
            yield each, out[begin : begin + size]
            begin += size + 1


def made(git: Git, names: str) -> None:
    """Make the repository, or make it anew while there is nothing in it."""
    for each in ("HEAD", "config"):
        (git.folder / each).unlink(missing_ok=True)
    git.out(
        *("init", "--quiet", "--bare", "--template=", "--initial-branch=none"),
        f"--object-format={names}",
        to="make a temporary repository",
    )


@contextmanager
def cloned(
    remote: Remote, given: Mapping[str, str], step: Step = unwatched
) -> Iterator[Clone]:
    """Make an empty one, and remove it in the end."""
    step("make a temporary folder")
    with temporary(given.get("TMPDIR")) as folder:
        git = Git(folder, remote.environment(str(folder), given), remote.token, step)
        made(git, "sha1")
        yield Clone(git, remote)
        step("remove the temporary folder")
