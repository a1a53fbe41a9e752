"""Static files under names that change with their content, to be kept for good."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static"
PATH = "/static"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files, read once."""

    by_name: Mapping[str, Asset]
    hashed: Mapping[str, str]
    base: str = ""

    @classmethod
    def read(cls, base: str = "", folder: Path = FOLDER) -> "Assets":
        """Read the files of a folder, to be served from a base address."""
        by_name, hashed = {}, {}
        for file in sorted(folder.iterdir()):
            body = file.read_bytes()
            digest = sha256(body).hexdigest()[:16]
            hashed[file.name] = f"{file.stem}.{digest}{file.suffix}"
            media_type = mimetypes.guess_type(file.name)[0]
            by_name[hashed[file.name]] = Asset(
                body, media_type or "application/octet-stream"
            )
        return cls(by_name, hashed, base.rstrip("/"))

    def url(self, name: str, root: str = "") -> str:
        """Return the address of a file, ours below a root; KeyError: there is none."""
        return f"{self.base or root}{PATH}/{self.hashed[name]}"
