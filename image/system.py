"""Lay out what everything runs on: Python, libraries, certificates, time zones.

Usage, with the interpreter that goes into the image: python -m image.system FOLDER,
with a folder that holds more extension modules.
"""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from image import packages, tree
from image.left_out import PYTHON, TIME_ZONES, kept

INTERPRETER = Path(sys.executable)
LIBRARY = Path(sysconfig.get_path("stdlib"))
INIT = Path("/usr/bin/dumb-init")
OTHERS = (
    "etc/debian_version",
    "etc/ld.so.conf",
    "etc/ld.so.conf.d/*",
    "etc/os-release",
    # Made of the files of a package, which is recorded by its licence.
    "etc/ssl/certs/ca-certificates.crt",
    "usr/share/doc/ca-certificates/copyright",
    # A thread that ends opens it, and the whole process ends where it is missing.
    "lib/*/libgcc_s.so.1",
    "usr/lib/locale/C.utf8/**/*",
)
WRITTEN = {
    "/etc/passwd": "root:x:0:0:root:/:/sbin/nologin\n"
    "service:x:10001:10001:service:/:/sbin/nologin\n",
    "/etc/group": "root:x:0:\nservice:x:10001:\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}
# "libz.so.1 => /lib/libz.so.1 (0x7f...)", or the loader: "/lib64/ld.so (0x7f...)"
LOADED = re.compile(r"\s(/\S+) \(0x[0-9a-f]+\)")
MISSING = re.compile(r"\s(\S+) => not found")


def main(dependencies: Path) -> None:
    """Copy what is needed, and what is shorter than Debian's."""
    library = list(kept(LIBRARY, PYTHON))
    modules = (it for it in (*library, *dependencies.rglob("*")) if it.suffix == ".so")
    linked = needed((INTERPRETER, INIT, *modules))
    tree.add(it for it in linked if not it.is_relative_to(dependencies))
    tree.add((INTERPRETER.with_name("python"), INTERPRETER.with_name("python3"), INIT))
    tree.add((*library, *kept(Path("/usr/share/zoneinfo"), TIME_ZONES)))
    for pattern in OTHERS:
        tree.add(path for path in Path("/").glob(pattern) if path.is_file())
    for path, text in WRITTEN.items():
        tree.at(path).write_text(text)
    for name in ("dev", "proc", "run", "service", "sys", "tmp"):
        tree.at(name).mkdir(exist_ok=True)
    packages.record()
    tree.replace_sources(LIBRARY)
    # The index of libraries: the loader looks in few places without.
    subprocess.run(("ldconfig", "-r", tree.ROOT), check=True)
    tree.finish(tree.ROOT)
    tree.at("tmp").chmod(0o1777)


def needed(programs: Iterable[Path]) -> set[Path]:
    """Return the libraries that the loader loads for programs and extension modules."""
    # It ends with 1 where one of them needs no library at all.
    done = subprocess.run(("ldd", *programs), stdout=subprocess.PIPE, text=True)
    if missing := " ".join(sorted(set(MISSING.findall(done.stdout)))):
        raise SystemExit(
            f"could not find '{missing}': install what has these libraries"
        )
    return set(map(Path, LOADED.findall(done.stdout)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
