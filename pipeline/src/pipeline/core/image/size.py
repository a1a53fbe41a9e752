"""Compare sizes of images, layer by layer."""

import json
from collections.abc import Mapping
from typing import Final

from pipeline.core.image.oci import Image
from pipeline.core.words import megabytes

FILE: Final = "image.json"
TITLES: Final = {"previous": "the last release", "naive": "a naive image"}
HEAD: Final = ("size", "compressed", "layer")
WIDTH: Final = 100


def document(image: Image, others: Mapping[str, Image]) -> str:
    """Return sizes as JSON; *others* are known by the names of TITLES."""
    sizes: dict[str, object] = {
        "layers": [
            {
                "digest": layer.digest,
                "created_by": layer.created_by,
                "size": layer.size,
                "compressed": layer.compressed,
            }
            for layer in image.layers
        ],
        **_total(image),
    }
    sizes |= {name: _total(other) for name, other in others.items()}
    return json.dumps(sizes, indent=2) + "\n"


def _total(image: Image) -> dict[str, int]:
    return {"size": image.size, "compressed": image.compressed}


def table(image: Image, others: Mapping[str, Image]) -> str:
    """Return sizes by layer, then the whole beside others, as people read them."""
    rows = [
        _row(layer.size, layer.compressed, layer.created_by) for layer in image.layers
    ]
    rows.append(_row(image.size, image.compressed, "the image"))
    for name, other in others.items():
        less = _smaller(image.size, other.size)
        packed = _smaller(image.compressed, other.compressed)
        words = f"{TITLES[name]}: this is {less}, compressed {packed}"
        rows.append(_row(other.size, other.compressed, words))
    return "\n".join([_line(HEAD), *map(_line, rows)]) + "\n"


def _row(size: int, compressed: int, words: str) -> tuple[str, str, str]:
    return megabytes(size), megabytes(compressed), " ".join(words.split())


def _line(row: tuple[str, str, str]) -> str:
    return f"{row[0]:>9}  {row[1]:>10}  {row[2]}"[:WIDTH].rstrip()


def _smaller(ours: int, theirs: int) -> str:
    """Say by how many per cent ours is smaller than theirs."""
    if not theirs:
        return "larger than nothing"
    change = 100 * (theirs - ours) / theirs
    return f"{abs(change):.0f} % {'smaller' if change >= 0 else 'larger'}"
