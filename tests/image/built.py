"""An image that was exported: its manifest, its settings, its files."""

import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import ROOT, dagger

CALL = ("--silent", "-m", ROOT, "call", "build")
UNPACKED = ("as-tarball", "--forced-compression=Uncompressed", "export")


@dataclass(frozen=True, slots=True)
class Image:
    """An OCI archive, unpacked into a folder."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest: it names layers and settings by their digests."""
        index = json.loads((self.folder / "index.json").read_text())
        return self._json(index["manifests"][0]["digest"])

    @property
    def settings(self) -> dict[str, Any]:
        """What the image says of its layers, its user, its command."""
        return self._json(self.manifest["config"]["digest"])

    @property
    def layers(self) -> list[Path]:
        """The layers, from the lowest on."""
        return [self._blob(layer["digest"]) for layer in self.manifest["layers"]]

    @property
    def digests(self) -> list[str]:
        """What the layers are, to the byte."""
        return [layer.name for layer in self.layers]

    def unpack(self, folder: Path) -> Path:
        """Lay out the files of all layers, none of which takes any away."""
        # The root itself is in no layer: whoever unpacks one makes it like this.
        folder.chmod(0o755)
        for layer in self.layers:
            with tarfile.open(layer) as archive:
                archive.extractall(folder, filter="fully_trusted", numeric_owner=True)
        return folder

    def _json(self, digest: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self._blob(digest).read_text())
        return document

    def _blob(self, digest: str) -> Path:
        return self.folder / "blobs" / digest.replace(":", "/")


def export(folder: Path, call: Sequence[str | Path] = CALL) -> Image:
    """Let a call that returns a container export it, and unpack the archive."""
    archive = folder / "image.tar"
    done = dagger(*call, *UNPACKED, f"--path={archive}", cwd=Path("/"))
    assert 0 == done.returncode, done.stderr
    with tarfile.open(archive) as opened:
        opened.extractall(folder / "image", filter="data")
    archive.unlink()
    return Image(folder / "image")
