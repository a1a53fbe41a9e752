"""Lay out the locked dependencies: all files that their installer recorded.

Usage, with the interpreter of their environment: python -m image.dependencies
"""

import csv
import os
import sys
import sysconfig
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from image import tree
from image.left_out import DEPENDENCIES, is_kept

ENVIRONMENT = Path(sys.prefix)
PACKAGES = Path(sysconfig.get_path("purelib"))


def main() -> None:
    """Copy and compile; correct the records, which scanners and people read."""
    for path in (*ENVIRONMENT.glob("bin/python*"), ENVIRONMENT / "pyvenv.cfg"):
        tree.place(path)
    records = {it: list(files(it)) for it in PACKAGES.glob("*.dist-info/RECORD")}
    for names in records.values():
        tree.add(Path(os.path.normpath(PACKAGES / name)) for name in names)
    tree.replace_sources(PACKAGES)
    for record, names in records.items():
        with tree.at(record).open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(map(row, names))
    tree.finish(tree.ROOT)


def files(record: Path) -> Iterator[str]:
    """List the files of a distribution that are in the image."""
    with record.open(newline="") as file:
        yield from (it[0] for it in csv.reader(file) if is_kept(it[0], DEPENDENCIES))


def row(name: str) -> tuple[str, str, str]:
    """Return what a record must say of a file as it is now."""
    if name.endswith("/RECORD"):
        return name, "", ""
    name += "" if tree.at(PACKAGES / name).exists() else "c"
    body = tree.at(PACKAGES / name).read_bytes()
    digest = urlsafe_b64encode(sha256(body).digest()).rstrip(b"=").decode()
    return name, f"sha256={digest}", str(len(body))


if __name__ == "__main__":
    main()
