"""Write Debian's record of what is installed, cut down to what is in the image.

Scanners read it: a package that is missing would pass for sound.
"""

import os
import re
from pathlib import Path

from image import tree

STATUS = Path("/var/lib/dpkg/status")
INFO = STATUS.with_name("info")
NAME = re.compile(r"^Package: (.*)$", re.MULTILINE)


def record() -> None:
    """Add the licences of the packages in the image, and write down the packages."""
    paragraphs = STATUS.read_text().strip().split("\n\n")
    packages = dict(zip(NAME.findall(STATUS.read_text()), paragraphs, strict=True))
    for name in list(filter(is_there, packages)):
        licences = Path("/usr/share/doc", name, "copyright")
        tree.add([licences] if licences.exists() else [])
    tree.at(INFO).mkdir(parents=True)
    # Again: the licences of one package may be a file of another.
    left = list(filter(is_there, packages))
    for name in left:
        tree.at(listing(name)).write_text("".join(f"{it}\n" for it in paths(name)))
    tree.at(STATUS).write_text("\n\n".join(packages[name] for name in left) + "\n")


def is_there(name: str) -> bool:
    """Say whether any file of a package is in the image."""
    return any(not tree.at(path).is_dir() for path in paths(name))


def paths(name: str) -> list[str]:
    """List the files and folders of a package that are in the image."""
    lines = listing(name).read_text().splitlines()
    return [line for line in lines if os.path.lexists(tree.at(line))]


def listing(name: str) -> Path:
    """Return the list of a package's paths."""
    # What can be installed for several architectures has one of them in the name.
    return [*INFO.glob(f"{name}:*.list"), INFO / f"{name}.list"][0]
