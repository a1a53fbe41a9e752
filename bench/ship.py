"""How long a bump takes among eight writers, and a rollback: beside plain git."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.timing import ROOT, Figure, compare, timed
from local import ports
from local.git_repository import Hosted
from local.git_server import USER, GitServer
from pipeline.core.release import release_json
from tests.deploy import hands
from tests.pipeline.deploy.shipping import DEV, PLACES, digest, release

TOKEN = "token-of-the-benchmark"
KNOWN = {"PYTHONPATH": f"{ROOT}/pipeline/src", "GIT_TOKEN": TOKEN}
WRITERS, EACH, RUNS = 8, 12, 7
FILES = 1000
# What glue scripts do: no order, no record, and text replaced by a pattern.
LOOP = """\
set -eu
tried=0
until [ "$tried" = 60 ]; do
  tried=$((tried + 1))
  rm -rf work
  git clone --quiet --depth=1 "$URL" work
  sed -i "s|digest: .*|digest: $DIGEST|" "work/$FILE"
  git -C work commit --quiet --all --message="deploy: $DIGEST"
  if git -C work push --quiet 2> /dev/null; then echo "tries: $tried)"; exit; fi
  sleep "0.$(($$ * tried % 9))"
done
exit 1
"""
BACK = """\
set -eu
rm -rf work
git clone --quiet "$URL" work
cd work
git checkout --quiet "$(git log -2 --format=%H -- "$FILE" | tail -1)" -- "$FOLDER"
git commit --quiet --message="rollback"
git push --quiet
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """A repository on a local server, and a folder for what is plain."""

    server: GitServer
    name: str
    hosted: Hosted
    work: Path

    def request(self, effect: str, arguments: Mapping[str, object]) -> str:
        """Return what the command is given on stdin."""
        request = {
            "effect": effect,
            "remote": {"url": self.server.address(self.name), "branch": "main"},
            "author": {"name": "Bench", "email": "bench@shop.example"},
            "at": "2026-03-01T12:00:00Z",
            "arguments": arguments,
        }
        return json.dumps(request)

    def ours(self, effect: str, arguments: Mapping[str, object]) -> str:
        """Run the command as a container does, and return its answer."""
        command = (sys.executable, "-m", "pipeline.writer")
        return run(command, KNOWN, self.request(effect, arguments))

    def bump(self, environment: str, build: int) -> str:
        """Bump with the pipeline."""
        record = release_json.text(release(build))
        return self.ours("bump", {"environment": environment, "release": record})

    def plain(self, script: str, **variables: str) -> str:
        """Run a script of plain git, which has the token in the address."""
        there = self.server.address(self.name).replace("://", f"://{USER}:{TOKEN}@")
        folder = tempfile.mkdtemp(dir=self.work)
        names = {f"GIT_{role}_NAME": "Bench" for role in ("AUTHOR", "COMMITTER")}
        mails = {f"GIT_{role}_EMAIL": "b@shop" for role in ("AUTHOR", "COMMITTER")}
        known = {"URL": there, "HOME": folder, **names, **mails, **variables}
        return run(("sh", "-c", script), known, cwd=folder)

    def plain_bump(self, environment: str, build: int) -> str:
        """Bump with a loop of clone, sed, commit and push."""
        file = f"k8s/overlays/{environment}/image/kustomization.yaml"
        return self.plain(LOOP, DIGEST=digest(build), FILE=file)


def run(
    command: tuple[str, ...],
    variables: Mapping[str, str],
    text: str = "",
    cwd: str | Path = ROOT,
) -> str:
    """Run a command and return what it prints; SystemExit where it fails."""
    done = subprocess.run(
        command,
        input=text,
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def writers(name: str, bump: Callable[[str, int], str]) -> None:
    """Let eight writers bump, and print how long those took that landed."""
    builds, took, tries, overtaken = count(1), list[float](), list[int](), list[str]()

    def write(_: int) -> None:
        for _ in range(EACH):
            start = time.perf_counter()
            said = bump("dev", next(builds))
            if "tries: " in said:
                took.append(time.perf_counter() - start)
                tries.append(int(said.rpartition("tries: ")[2].rstrip(")\n")))
            else:
                overtaken.append(said)

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, number) for number in range(WRITERS)]:
            done.result()
    took.sort()
    median, last = took[len(took) // 2], took[-1 - len(took) // 100]
    print(
        f"{name:40} {len(took):4} landed, {len(overtaken):3} overtaken;"
        f" median {median:.2f} s, p99 {last:.2f} s;"
        f" retries per landed bump {sum(tries) / len(tries) - 1:.2f}",
        flush=True,
    )


def rollbacks(bench: Bench) -> tuple[Figure, Figure]:
    """Time rollbacks of one and the same release, warm."""
    for build in (1, 2):
        bench.bump("dev", build)
    tip = bench.hosted.tip()
    back = {"environment": "dev", "reason": "bench", "to": None}
    component, folder = PLACES.component(DEV), PLACES.folder(DEV)

    def again(act: Callable[[], object]) -> Callable[[], None]:
        def action() -> None:
            bench.hosted.git("update-ref", "refs/heads/main", tip)
            act()

        return action

    ours = again(lambda: bench.ours("rollback", back))
    plain = again(lambda: bench.plain(BACK, FILE=component, FOLDER=folder))
    ours()
    return (
        timed("rollback, command to pushed commit", RUNS, ours),
        timed("git clone, log, checkout, commit, push", RUNS, plain),
    )


def made(server: GitServer, work: Path, name: str) -> Bench:
    """Make a repository with a thousand files."""
    bench = Bench(server, name, server.add(name), work)
    files = {f"docs/{number}.md": b"%d\n" % number for number in range(FILES)}
    hands.commit(bench.hosted, {**hands.seed(), **files}, "First")
    return bench


@contextmanager
def serving() -> Iterator[tuple[GitServer, Path]]:
    """Start a Git server, with a folder for what is needed beside it."""
    with tempfile.TemporaryDirectory() as folder:
        server = GitServer(Path(folder) / "server", ports.free())
        server.start()
        server.allow(TOKEN)
        work = Path(folder) / "work"
        work.mkdir()
        yield server, work
        server.stop()


def main() -> None:
    """Print all figures of shipping."""
    with serving() as (server, work):
        bench = made(server, work, "bumps")
        print(f"\n{WRITERS} writers on a local server (goal: p99 <= 5 s)")
        writers("bump, command to pushed commit", bench.bump)
        writers("git clone, sed, commit, push in a loop", bench.plain_bump)
        compare("A rollback", *rollbacks(made(server, work, "back")), "<= 3 s warm")


if __name__ == "__main__":
    main()
