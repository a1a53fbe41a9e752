"""Fetch a Maven artifact by its coordinates, compare its SHA-256, and unpack it.

Usage: fetch.py GROUP ARTIFACT VERSION CLASSIFIER SHA256 FOLDER
"""

import hashlib
import sys
import zipfile
from pathlib import Path

from jgo.maven import MavenContext


def main(
    group: str, name: str, version: str, classifier: str, sha256: str, folder: str
) -> None:
    """Fetch and unpack; the resolver's error names what cannot be had."""
    component = MavenContext(timeout=120).project(group, name).at_version(version)
    jar: Path = component.artifact(classifier, "jar").resolve()
    must_be(jar, sha256)
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(folder)


def must_be(jar: Path, sha256: str) -> None:
    """End the program unless the file has this digest."""
    found = hashlib.sha256(jar.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(
            f"could not use '{jar.name}': its SHA-256 is {found}, and {sha256} is"
            " pinned; correct images/images.toml if that is meant"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
