"""Which shared libraries programs need, as the loader itself tells."""

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

# "libz.so.1 => /lib/libz.so.1 (0x7f...)", or the loader: "/lib64/ld.so (0x7f...)"
LOADED = re.compile(r"\s(/\S+) \(0x[0-9a-f]+\)")
MISSING = re.compile(r"\s(\S+) => not found")
CACHED = re.compile(r"\s(\S+) \(.*\) => (\S+)")


def needed(programs: Iterable[Path]) -> list[Path]:
    """Return what the loader loads for programs and extension modules."""
    # It ends with 1 where one of them needs no library at all.
    said = output(("ldd", *programs), ok=(0, 1))
    if missing := sorted(set(MISSING.findall(said))):
        raise SystemExit(
            f"could not find the libraries '{' '.join(missing)}': no package of this"
            " stage has them; install those that do"
        )
    return sorted({Path(path) for path in LOADED.findall(said)})


def opened(*names: str) -> list[Path]:
    """Return where the loader finds libraries that are opened by name."""
    known = dict(CACHED.findall(output(("ldconfig", "-p"))))
    return [Path(known[name]) for name in names]


def output(argv: Sequence[str | Path], ok: Sequence[int] = (0,)) -> str:
    """Run a program of this stage and return what it prints."""
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode not in ok:
        raise SystemExit(f"could not run '{argv[0]}': {done.stderr.strip()}")
    return done.stdout


def strip(paths: Iterable[Path]) -> None:
    """Take the symbols out of libraries and programs that only a debugger reads."""
    for path in paths:
        output(("strip", "--strip-unneeded", path))
