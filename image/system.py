"""Lay out what everything runs on: interpreter, libraries, certificates, time zones.

Usage, with the interpreter that goes into the image: python -m image.system FOLDER...,
with folders that hold more extension modules.
"""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from image import OWNED, ROOT, interpreter, modules, moment, packages
from image.bytecode import replace_all
from image.libraries import needed, opened, output, strip
from image.tree import Tree

# What the kernel calls the machines that Docker has names for.
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
INIT = Path("/usr/bin/dumb-init")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# The package that they come from: it keeps them elsewhere, one by one.
MAKERS = ("ca-certificates",)
ZONES = Path("/usr/share/zoneinfo")
# Second copies, with leap seconds and without: nobody's TZ names one.
OTHER_ZONES = {"posix", "right"}
LOCALE = Path("/usr/lib/locale/C.utf8")
LOADER = Path("/etc/ld.so.conf.d")
SETTINGS = ("/etc/debian_version", "/etc/os-release", "/etc/ld.so.conf")
# A thread that ends opens it, and the whole process ends where it is missing.
OPENED = ("libgcc_s.so.1",)
FOLDERS = ("/dev", "/proc", "/run", "/sys", "/tmp")
WRITTEN = {
    "/etc/passwd": """\
root:x:0:0:root:/:/sbin/nologin
service:x:10001:10001:service:/:/sbin/nologin
""",
    "/etc/group": "root:x:0:\nservice:x:10001:\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}


def main(folders: list[Path]) -> None:
    """Copy what is needed, and write what is shorter than Debian's."""
    check(os.environ["TARGETARCH"])
    tree = Tree(ROOT)
    own = list(interpreter.files())
    tree.add_all((*own, INIT, CERTIFICATES, *map(Path, SETTINGS)))
    for folder in (ZONES, LOCALE, LOADER):
        tree.add_all(below(folder))
    tree.add_all(libraries(own, folders))
    tree.make(*FOLDERS)
    for path, text in WRITTEN.items():
        tree.write(Path(path), text)
    strip(tree.at(path) for path in own if path.suffix == ".so")
    packages.record(tree, MAKERS, packages.installed())
    replace_all(tree, modules(interpreter.STANDARD_LIBRARY))
    # The index of libraries: the loader looks in few places without.
    output(("ldconfig", "-r", ROOT))
    tree.finish(moment())
    volumes = Tree(OWNED)
    volumes.make("/data")
    volumes.finish(moment())


def check(wanted: str) -> None:
    """End where this stage is not of the wanted kind: a builder may not notice."""
    if (machine := platform.machine()) != MACHINES[wanted]:
        raise SystemExit(
            f"could not build for '{wanted}': the base image here is for '{machine}';"
            " use a registry that has it for both"
        )


def libraries(own: list[Path], folders: list[Path]) -> Iterator[Path]:
    """List the libraries of all programs and extension modules but wheels' own."""
    listed = [path for folder in folders for path in modules(folder)]
    more = [path for path in listed if path.suffix == ".so"]
    extensions = [path for path in own if path.suffix == ".so"]
    for library in needed((Path(sys.executable), INIT, *extensions, *more)):
        if not any(library.is_relative_to(folder) for folder in folders):
            yield library
    yield from opened(*OPENED)


def below(folder: Path) -> Iterator[Path]:
    """List the files of a folder."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in OTHER_ZONES]
        yield from (Path(parent, name) for name in names)


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
