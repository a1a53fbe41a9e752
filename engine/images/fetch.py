"""Fetch a Maven artifact by its coordinates and unpack it.

Usage: fetch.py GROUP ARTIFACT VERSION CLASSIFIER FOLDER
"""

import sys
import zipfile
from pathlib import Path

from jgo.maven import MavenContext


def main(group: str, name: str, version: str, classifier: str, folder: str) -> None:
    """Fetch and unpack; the resolver's error names what cannot be had."""
    component = MavenContext(timeout=120).project(group, name).at_version(version)
    jar: Path = component.artifact(classifier, "jar").resolve()
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
