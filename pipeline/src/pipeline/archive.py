"""An image's archive: exported by the engine, read here."""

import io
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import anyio
from dagger import Container, File, ImageLayerCompression, dag

from pipeline.core import oci, oci_steady

STEADY = Path("image.tar")


async def measured(container: Container) -> oci.Image:
    """Export an image as it would be pushed, and measure its layers."""
    async with _exported(container) as path:
        return await anyio.to_thread.run_sync(_measure, path)


async def steady(container: Container) -> File:
    """Return an image's archive, whose digests depend on its content alone."""
    async with _exported(container) as path:
        await anyio.to_thread.run_sync(_rewrite, path, STEADY)
    return dag.current_module().workdir_file(str(STEADY))


@asynccontextmanager
async def _exported(container: Container) -> AsyncIterator[Path]:
    archive = container.as_tarball(forced_compression=ImageLayerCompression.Gzip)
    with TemporaryDirectory() as folder:
        yield Path(await archive.export(f"{folder}/image.tar"))


def _measure(path: Path) -> oci.Image:
    with tarfile.open(path) as archive:
        _, manifest, config = _documents(archive)
        sizes = [_size(archive, oci.blob(layer)) for layer in oci.layers(manifest)]
    return oci.image(manifest, config, sizes)


def _rewrite(path: Path, target: Path) -> None:
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
