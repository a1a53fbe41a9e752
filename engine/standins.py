"""Images that stand in for a registry's: built by the engine, kept in our registry."""

import http.client
import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from engine.layout import Layout
from engine.pushing import docker_config
from engine.registry import Ports
from engine.steps import Step, folder, make, text_of

FOLDER = Path(__file__).parent / "images"
# What more than one of the images is made with.
SHARED = ("fetch.py", "locks/jgo.txt", "locks/pip.txt")
DOCKER_IO = "docker.io"
MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)


@dataclass(frozen=True, slots=True)
class Image:
    """One table of images/images.toml."""

    name: str
    folder: str
    about: int
    args: dict[str, str]

    @property
    def repository(self) -> str:
        """The name without its tag."""
        return self.name.rpartition(":")[0]

    @property
    def registry(self) -> str:
        """The registry that the official image lies in."""
        first = self.name.partition("/")[0]
        return first if "." in first else DOCKER_IO

    @property
    def tag(self) -> str:
        """The tag alone."""
        return self.name.rpartition(":")[2]


def images() -> list[Image]:
    """Read images/images.toml, in the order in which to build."""
    tables = tomllib.loads((FOLDER / "images.toml").read_text())["image"]
    return [Image(**{"args": {}, **table}) for table in tables]


@dataclass(frozen=True, slots=True)
class Context:
    """What an image is built from: a folder, what of it is seen, its Dockerfile."""

    path: Path
    include: tuple[str, ...]
    dockerfile: str


def context(image: Image, made: Mapping[str, Path]) -> Context:
    """Return the part that the image holds, or its folder in images/."""
    if part := made.get(image.folder):
        return Context(part, (), "Dockerfile")
    return Context(FOLDER, (image.folder, *SHARED), f"{image.folder}/Dockerfile")


def query(image: Image, seen: Context, address: str) -> str:
    """Return the request that builds an image and pushes it to *address*."""
    args = ", ".join(
        f"{{name: {json.dumps(name)}, value: {json.dumps(value)}}}"
        for name, value in image.args.items()
    )
    folder = f"path: {json.dumps(str(seen.path))}, include: {json.dumps(seen.include)}"
    file = f"dockerfile: {json.dumps(seen.dockerfile)}"
    return (
        f"{{ host {{ directory({folder}) {{ "
        f"dockerBuild({file}, buildArgs: [{args}]) {{ "
        f"publish(address: {json.dumps(address)}) }} }} }} }}"
    )


def make_all(made: Mapping[str, Path], layout: Layout, ports: Ports) -> None:
    """Make and push every image that is missing or that changed."""
    everything = images()
    earlier: tuple[str, ...] = ()
    for number, image in enumerate(everything, start=1):
        step = _step(image, made, layout, ports.pushing, earlier)
        if not is_served(image, ports.registry):
            shutil.rmtree(folder(layout.parts, step), ignore_errors=True)
        make(layout.parts, layout.logs, step, f"image {number}/{len(everything)}")
        earlier = (*earlier, step.key)


def _step(
    image: Image,
    made: Mapping[str, Path],
    layout: Layout,
    port: int,
    earlier: tuple[str, ...],
) -> Step:
    seen = context(image, made)
    own = FOLDER / image.folder
    files = text_of([*own.iterdir(), *(FOLDER / name for name in SHARED)])
    private = str(docker_config(layout))

    def push(part: Path, log: Path) -> None:
        request = part / "request.graphql"
        request.write_text(query(image, seen, f"127.0.0.1:{port}/{image.name}"))
        command = [layout.cli, "--progress=plain", "query", "--doc", request]
        env = {**client_environment(layout), "DOCKER_CONFIG": private}
        # In the root folder the CLI finds no module to load first.
        run(command, log, f"make the image {image.name}", env=env, cwd=Path("/"))

    parts = [made["debian"].name, seen.path.name]
    recipe = (image.name, json.dumps(image.args), *files, *parts, *earlier)
    name = "image-" + image.name.replace("/", "-").replace(":", "-")
    title = f"make the image {image.name.removeprefix('library/')}"
    return Step(name, title, image.about, recipe, push)


def client_environment(layout: Layout) -> dict[str, str]:
    """Return what the CLI needs to talk to the built engine, and only to it."""
    return {
        "_EXPERIMENTAL_DAGGER_RUNNER_HOST": layout.address,
        "DAGGER_NO_NAG": "1",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
    }


def is_served(image: Image, port: int) -> bool:
    """Say whether the registry has an image."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        path = f"/v2/{image.repository}/manifests/{image.tag}"
        connection.request("HEAD", path, headers={"Accept": ", ".join(MANIFESTS)})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
