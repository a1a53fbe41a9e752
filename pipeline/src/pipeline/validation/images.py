"""List the images that manifests name."""

from collections.abc import Iterator
from typing import Final

from pipeline.validation.documents import Document, Path

# What these hold is data of anybody, or describes fields.
NO_IMAGES: Final = frozenset(("ConfigMap", "Secret", "CustomResourceDefinition"))
# Containers, volumes and resources of operators call it so.
IMAGE: Final = frozenset(("image", "imageName", "containerImage"))
REFERENCE: Final = "reference"
# How values of charts name one.
REPOSITORY: Final = "repository"


def images(document: Document) -> Iterator[tuple[Path, str]]:
    """Find the images of containers, volumes and operators, in objects of any kind."""
    yield from _objects(document.value, ())


def _objects(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Go through an object; one that holds others, such as a List, is no exception."""
    if isinstance(value, dict) and value.get("kind") not in NO_IMAGES:
        for key, inner in value.items():
            if key != "metadata":
                yield from _inside(key, inner, (*path, key))


def _inside(key: object, value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _inside(None, inner, (*path, number))
    elif isinstance(value, dict):
        if key in IMAGE:
            yield from _described(value, path)
        yield from _objects(value, path)
    elif isinstance(value, str) and value and key in IMAGE:
        yield path, value


def _described(image: dict[str, object], path: Path) -> Iterator[tuple[Path, str]]:
    """Read an image that has parts: of a volume, or of a chart's values."""
    reference, repository = image.get(REFERENCE), image.get(REPOSITORY)
    if isinstance(reference, str):
        yield (*path, REFERENCE), reference
    if isinstance(repository, str):
        registry, tag, digest = (image.get(k) for k in ("registry", "tag", "digest"))
        name = f"{registry}/{repository}" if registry else repository
        tagged = f"{name}:{tag}" if tag else name
        yield (*path, REPOSITORY), f"{tagged}@{digest}" if digest else tagged
