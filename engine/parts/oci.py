"""Write an OCI image of one layer as the blobs that the engine reads."""

import hashlib
import json
import os
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAYER = "application/vnd.oci.image.layer.v1.tar"
CONFIG = "application/vnd.oci.image.config.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file whose name is its digest."""

    digest: str
    size: int


def write_image(
    root: Path,
    folder: Path,
    environment: Mapping[str, str],
    entrypoint: Sequence[str] = (),
) -> None:
    """Write the image of a root folder: blobs/sha256/*, and its digest in `digest`."""
    blobs = folder / "blobs" / "sha256"
    blobs.mkdir(parents=True)
    layer = _layer(root, blobs)
    started = {"Entrypoint": list(entrypoint)} if entrypoint else {}
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {**started, "Env": [f"{n}={v}" for n, v in environment.items()]},
        "rootfs": {"type": "layers", "diff_ids": [layer.digest]},
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": _described(CONFIG, _document(config, blobs)),
        "layers": [_described(LAYER, layer)],
    }
    (folder / "digest").write_text(_document(manifest, blobs).digest)


def _described(media_type: str, blob: Blob) -> dict[str, str | int]:
    return {"mediaType": media_type, "digest": blob.digest, "size": blob.size}


def _document(content: Mapping[str, object], blobs: Path) -> Blob:
    raw = json.dumps(content, sort_keys=True).encode()
    digest = hashlib.sha256(raw).hexdigest()
    (blobs / digest).write_bytes(raw)
    return Blob(f"sha256:{digest}", len(raw))


def _layer(root: Path, blobs: Path) -> Blob:
    unnamed = blobs / "unnamed"
    with tarfile.open(unnamed, "w") as tar:
        tar.add(root, arcname=".", filter=_owned_by_root)
    with unnamed.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    os.rename(unnamed, blobs / digest)
    return Blob(f"sha256:{digest}", (blobs / digest).stat().st_size)


def _owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    # The kernel gives every container devices of its own.
    if entry.isdev():
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry
