"""The images that manifests name."""

from collections.abc import Iterator

from pipeline.validation.documents import Document, Path

LISTS = ("containers", "initContainers", "ephemeralContainers")


def images(document: Document) -> Iterator[tuple[Path, str]]:
    """Find the image of each container, wherever its pod is described."""
    yield from _inside(document.value, ())


def _inside(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in LISTS and isinstance(inner, list):
                yield from _listed(inner, (*path, key))
            else:
                yield from _inside(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _inside(inner, (*path, number))


def _listed(containers: list[object], path: Path) -> Iterator[tuple[Path, str]]:
    for number, container in enumerate(containers):
        image = container.get("image") if isinstance(container, dict) else None
        if isinstance(image, str):
            yield (*path, number, "image"), image
