"""Debian's own record of what is installed, cut down to what is left of it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from image.tree import Tree

ADMIN = Path("/var/lib/dpkg")


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: its paragraph of the status, and the list of its paths."""

    name: str
    paragraph: str
    listed: Path

    @property
    def paths(self) -> list[Path]:
        """Its folders and files."""
        return [Path(line) for line in self.listed.read_text().splitlines()]

    @property
    def licences(self) -> Path:
        """Where Debian keeps what it is licensed under."""
        return Path("/usr/share/doc", self.name, "copyright")

    def is_left(self, tree: Tree) -> bool:
        """Say whether one of its files is in a tree."""
        return any(tree.has(path) and not path.is_dir() for path in self.paths)


def installed(admin: Path = ADMIN) -> list[Package]:
    """Read the status of all packages."""
    paragraphs = (admin / "status").read_text().strip().split("\n\n")
    return [_package(paragraph, admin / "info") for paragraph in paragraphs]


def _package(paragraph: str, info: Path) -> Package:
    fields = dict(re.findall(r"^(Package|Architecture): (.*)$", paragraph, re.M))
    name = fields["Package"]
    # What can be installed for several architectures has one of them in the name.
    listed = info / f"{name}:{fields['Architecture']}.list"
    return Package(
        name, paragraph, listed if listed.exists() else info / f"{name}.list"
    )


def record(tree: Tree, makers: Collection[str], packages: list[Package]) -> None:
    """Write down the packages that are in a tree, with just those of their files.

    Scanners read it: what is missing would pass for sound. *makers* are packages of
    which only what they made here is left.
    """
    for package in packages:
        if package.is_left(tree) or package.name in makers:
            if package.licences.exists():
                tree.add(package.licences)
    # Again: the licences of one package may be a file of another.
    left = [it for it in packages if it.is_left(tree) or it.name in makers]
    for package in left:
        paths = "".join(f"{path}\n" for path in package.paths if tree.has(path))
        tree.write(ADMIN / "info" / package.listed.name, paths)
    paragraphs = "\n\n".join(package.paragraph for package in left)
    tree.write(ADMIN / "status", f"{paragraphs}\n")
