"""Read an image's archive, and write one whose digests depend on its content alone.

Usage, in a container: python -m pipeline.tarball ARCHIVE [NEW-ARCHIVE]
Prints the sizes of the layers as JSON where no new archive is asked for.
"""

import io
import json
import sys
import tarfile
from dataclasses import asdict
from typing import IO

from pipeline.core.image import oci
from pipeline.core.image import reproducible as oci_steady


def measure(path: str) -> str:
    """Return the layers with their sizes, as JSON."""
    with tarfile.open(path) as archive:
        _, manifest, config = _documents(archive)
        sizes = [_size(archive, oci.blob(layer)) for layer in oci.layers(manifest)]
    return json.dumps(asdict(oci.image(manifest, config, sizes)))


def rewrite(path: str, target: str) -> None:
    """Write the same image without the moments at which its layers were made."""
    with tarfile.open(path) as archive, tarfile.open(target, "w") as rewritten:
        index, manifest, config = _documents(archive)
        for name, text in oci_steady.documents(index, manifest, config).items():
            body = text.encode()
            rewritten.addfile(_member(name, len(body)), io.BytesIO(body))
        for layer in sorted(set(oci.layers(manifest))):
            name = oci.blob(layer)
            size = archive.getmember(name).size
            rewritten.addfile(_member(name, size), _opened(archive, name))


def _documents(archive: tarfile.TarFile) -> tuple[str, str, str]:
    """Return index, manifest and settings."""
    index = _text(archive, oci.INDEX)
    manifest = _text(archive, oci.blob(oci.manifest(index)))
    return index, manifest, _text(archive, oci.blob(oci.config(manifest)))


def _text(archive: tarfile.TarFile, name: str) -> str:
    return _opened(archive, name).read().decode()


def _size(archive: tarfile.TarFile, name: str) -> int:
    """Return the size of the files in a layer."""
    with tarfile.open(fileobj=_opened(archive, name), mode="r|gz") as layer:
        return sum(member.size for member in layer if member.isfile())


def _opened(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    file = archive.extractfile(name)
    assert file is not None, name
    return file


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    return member


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print(measure(sys.argv[1]))
    else:
        rewrite(sys.argv[1], sys.argv[2])
