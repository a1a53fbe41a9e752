"""How much code a reader passes from a command to its pushed commit."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.ship import TOKEN, made
from bench.timing import ROOT
from local import ports
from local.git_server import GitServer
from pipeline.core.release import release_json
from tests.pipeline.deploy.shipping import DEV, digest, release

HERE: Final = f"{ROOT}/pipeline/src/pipeline/"
# Comprehensions and lambdas are read where they stand.
TRACER: Final = f"""\
import atexit, json, os, sys
found = set()
def seen(frame, event, argument):
    code = frame.f_code
    if event == "call" and code.co_filename.startswith({HERE!r}):
        if not code.co_name.startswith("<"):
            found.add((code.co_filename, code.co_qualname))
def told():
    sys.setprofile(None)
    with open(os.environ["TRACED"], "w") as file:
        json.dump(sorted(found), file)
atexit.register(told)
from pipeline.writer.__main__ import main
sys.setprofile(seen)
sys.exit(main(sys.stdin.read(), os.environ))
"""


def passed(request: Mapping[str, object], where: Path) -> list[list[str]]:
    """Return file and name of each function that a command calls."""
    known = {"PYTHONPATH": f"{ROOT}/pipeline/src", "GIT_TOKEN": TOKEN}
    subprocess.run(
        [sys.executable, "-c", TRACER],
        input=json.dumps(request),
        env={**os.environ, **known, "TRACED": str(where)},
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found: list[list[str]] = json.loads(where.read_text())
    return found


def main() -> None:
    """Print the files and functions of the commonest commands."""
    record = release_json.text(release(1))
    effects: dict[str, dict[str, object]] = {
        "bump": {"release": record},
        "hold": {"digest": digest(1), "reason": "bench"},
        "holds": {},
    }
    with tempfile.TemporaryDirectory() as folder:
        server = GitServer(Path(folder) / "server", ports.free())
        server.start()
        server.allow(TOKEN)
        bench = made(server, Path(folder), "hops")
        print("\nFiles and functions of ours from a command to its answer")
        for name, arguments in effects.items():
            request = {
                "effect": name,
                "remote": {"url": server.address(bench.name), "branch": "main"},
                "author": {"name": "Bench", "email": "bench@shop.example"},
                "at": "2026-03-01T12:00:00Z",
                "arguments": {"environment": DEV.value, **arguments},
            }
            found = passed(request, Path(folder) / "traced.json")
            files = {file for file, _ in found}
            print(f"{name:8} {len(files):3} files, {len(found):3} functions")
            if "--names" in sys.argv:
                for file, function in found:
                    print(f"         {file.removeprefix(HERE)} {function}")
        server.stop()


if __name__ == "__main__":
    main()
