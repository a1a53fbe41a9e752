"""The images that manifests name."""

from collections.abc import Iterator

from pipeline.validation.documents import Document, Path

VOLUMES = "volumes"
LISTS = ("containers", "initContainers", "ephemeralContainers")


def images(document: Document) -> Iterator[tuple[Path, str]]:
    """Find the images of containers and volumes, wherever a pod is described."""
    yield from _inside(document.value, ())


def _inside(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in LISTS and isinstance(inner, list):
                yield from _listed(inner, (*path, key))
            elif key == VOLUMES and isinstance(inner, list):
                yield from _mounted(inner, (*path, key))
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


def _mounted(volumes: list[object], path: Path) -> Iterator[tuple[Path, str]]:
    """Find images whose files are mounted without being run."""
    for number, volume in enumerate(volumes):
        image = volume.get("image") if isinstance(volume, dict) else None
        reference = image.get("reference") if isinstance(image, dict) else None
        if isinstance(reference, str):
            yield (*path, number, "image", "reference"), reference
