"""Write each version of each file that was ever committed into a folder of its own.

Usage, in a container: python -m pipeline.committed GIT FOLDER
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

# Of all branches and tags, also what no branch has any more but Git still knows.
LIST = ("rev-list", "--objects", "--all", "--reflog", "--filter=object:type=blob")
LONGEST_NAME = 200


def main(git: str, folder: str) -> None:
    """Write all versions; the name of a version's folder is its blob."""
    listed = _git(git, *LIST, "--filter-provided-objects")
    blobs = dict(line.partition(" ")[::2] for line in listed.splitlines())
    for blob, body in _bodies(git, list(blobs)):
        file = Path(folder, blob, safe(blobs[blob]))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)


def safe(name: str) -> str:
    """Return a path that stays in its folder: a tree may hold any name."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")]
    kept = [part.encode()[:LONGEST_NAME].decode(errors="ignore") for part in parts]
    return "/".join(part for part in kept if part.strip(".")) or "file"


def _git(git: str, *words: str) -> str:
    command = ["git", f"--git-dir={git}", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode(errors="replace")


def _bodies(git: str, blobs: list[str]) -> Iterator[tuple[str, bytes]]:
    """Read all blobs by one process; those of a partial clone may not be there."""
    command = ["git", f"--git-dir={git}", "cat-file", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        for blob in blobs:
            process.stdin.write(f"{blob}\n".encode())
            process.stdin.flush()
            yield blob, _body(process.stdout)
        process.stdin.close()


def _body(stream: IO[bytes]) -> bytes:
    header = stream.readline().split()
    if len(header) != 3:
        raise SystemExit(f"could not read what was committed: {header!r}")
    body = stream.read(int(header[2]))
    stream.readline()
    return body


if __name__ == "__main__":
    main(*sys.argv[1:])
