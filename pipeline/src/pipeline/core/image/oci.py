"""Parse an image's archive: the command and the size of each layer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

INDEX: Final = "index.json"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: *size* is that of its files, *compressed* what is transferred."""

    digest: str
    created_by: str
    size: int
    compressed: int


@dataclass(frozen=True, slots=True)
class Image:
    """The layers of an image, from the lowest on."""

    layers: tuple[Layer, ...]

    @property
    def size(self) -> int:
        """What its files take on a disk."""
        return sum(layer.size for layer in self.layers)

    @property
    def compressed(self) -> int:
        """What is transferred when nothing of it is there."""
        return sum(layer.compressed for layer in self.layers)


def blob(digest: str) -> str:
    """Return where an archive keeps what has a digest."""
    return f"blobs/{digest.replace(':', '/')}"


def manifest(index: str) -> str:
    """Return the digest of the one manifest that an index lists."""
    (only,) = json.loads(index)["manifests"]
    return str(only["digest"])


def config(manifest: str) -> str:
    """Return the digest of the settings that a manifest names."""
    return str(json.loads(manifest)["config"]["digest"])


def layers(manifest: str) -> list[str]:
    """Return the digests of the layers that a manifest names."""
    return [str(layer["digest"]) for layer in json.loads(manifest)["layers"]]


def image(manifest: str, config: str, sizes: Sequence[int]) -> Image:
    """Put together what manifest and settings say, given the size of each layer."""
    made = [step for step in _history(config) if not step.get("empty_layer")]
    listed = json.loads(manifest)["layers"]
    return Image(
        tuple(
            Layer(
                digest=str(layer["digest"]),
                created_by=str(step.get("created_by", "")),
                size=size,
                compressed=int(layer["size"]),
            )
            for layer, step, size in zip(listed, made, sizes, strict=True)
        )
    )


def read(measured: str) -> Image:
    """Return an image from the JSON that it was written to."""
    listed = json.loads(measured)["layers"]
    return Image(tuple(Layer(**layer) for layer in listed))


def _history(config: str) -> list[Mapping[str, Any]]:
    steps: list[Mapping[str, Any]] = json.loads(config)["history"]
    return steps
