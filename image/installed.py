"""What installers recorded of packages: which files each has, and their digests."""

import csv
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from image.tree import Tree

Row = list[str]


def correct_records(tree: Tree, packages: Path) -> None:
    """Let each record list the files that are in the tree, as they are there."""
    for record in tree.at(packages).glob("*.dist-info/RECORD"):
        with record.open(newline="") as file:
            rows = [corrected(row, tree.at(packages)) for row in csv.reader(file)]
        with record.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(filter(None, rows))


def corrected(row: Row, packages: Path) -> Row | None:
    """Return the row of a file as it is now, or None where it was left out."""
    name, digest, _ = row
    file = packages / name
    if not file.is_file() and file.suffix == ".py":
        # Its bytecode is there instead.
        name, file = f"{name}c", file.with_suffix(".pyc")
    if not file.is_file():
        return None
    if not digest:
        return row
    body = file.read_bytes()
    now = urlsafe_b64encode(sha256(body).digest()).rstrip(b"=").decode()
    return [name, f"sha256={now}", str(len(body))]
