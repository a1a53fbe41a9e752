"""How much code a reader passes from a command to its pushed commit."""

import json
import sys
from pathlib import Path
from typing import Final

from bench.ship import KNOWN, made, run, serving
from bench.timing import ROOT
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


def passed(request: str, where: Path) -> list[list[str]]:
    """Return file and name of each function that a command calls."""
    run((sys.executable, "-c", TRACER), {**KNOWN, "TRACED": str(where)}, request)
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
    with serving() as (server, work):
        bench = made(server, work, "hops")
        print("\nFiles and functions of ours from a command to its answer")
        for name, arguments in effects.items():
            request = bench.request(name, {"environment": DEV.value, **arguments})
            found = passed(request, work / "traced.json")
            files = {file for file, _ in found}
            print(f"{name:8} {len(files):3} files, {len(found):3} functions")
            if "--names" in sys.argv:
                for file, function in found:
                    print(f"         {file.removeprefix(HERE)} {function}")


if __name__ == "__main__":
    main()
