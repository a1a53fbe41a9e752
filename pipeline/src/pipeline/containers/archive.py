"""Export an image's archive, and read it in a container.

Not in the function itself: what a function has written is gone when it has ended, and
a second call that is answered from the cache would ask for it.
"""

from typing import Final

from dagger import Container, File, ImageLayerCompression, dag

from pipeline.containers.toolbox import TOOL_PYTHON, ours, run
from pipeline.core.image import oci
from pipeline.core.release import publishing

READ: Final = ("python", "-m", "pipeline.tarball", "/image.tar")
STEADY: Final = "/steady.tar"
INDEX: Final = ("tar", "--extract", "--to-stdout", f"--file={STEADY}", oci.INDEX)
BASE: Final = f"python:{TOOL_PYTHON}-slim"


async def measured(image: Container) -> oci.Image:
    """Measure the layers of an image as it would be pushed."""
    return oci.read(await _reader(image).with_exec(list(READ)).stdout())


def steady(image: Container) -> File:
    """Return an image's archive, whose digests depend on its content alone."""
    return _reader(image).with_exec([*READ, STEADY]).file(STEADY)


async def digest(archive: File) -> str:
    """Return the digest that the image of an archive has wherever it is pushed to.

    Raises Refused for a file that is no archive of one image.
    """
    container = dag.container().from_(BASE).with_mounted_file(STEADY, archive)
    ran = await run(container, INDEX)
    return publishing.manifest(ran.stdout)


def _reader(image: Container) -> Container:
    archive = image.as_tarball(forced_compression=ImageLayerCompression.Gzip)
    return (
        dag.container()
        .from_(BASE)
        .with_(ours("__init__.py", "tarball.py", "core"))
        .with_mounted_file("/image.tar", archive)
    )
