"""Images that stand in for a registry's: built by the engine, kept in our registry."""

import http.client
import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from engine.layout import Layout
from engine.steps import Step, folder, make, text_of

FOLDER = Path(__file__).parent / "images"
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
    def tag(self) -> str:
        """The tag alone."""
        return self.name.rpartition(":")[2]


def images() -> list[Image]:
    """Read images/images.toml, in the order in which to build."""
    tables = tomllib.loads((FOLDER / "images.toml").read_text())["image"]
    return [Image(**{"args": {}, **table}) for table in tables]


def query(image: Image, context: Path, address: str) -> str:
    """Return the request that builds an image and pushes it to *address*."""
    args = ", ".join(
        f"{{name: {json.dumps(name)}, value: {json.dumps(value)}}}"
        for name, value in image.args.items()
    )
    return (
        f"{{ host {{ directory(path: {json.dumps(str(context))}) {{ "
        f"dockerBuild(buildArgs: [{args}]) {{ "
        f"publish(address: {json.dumps(address)}) }} }} }} }}"
    )


def make_all(debian: Path, layout: Layout, port: int) -> None:
    """Make and push every image that is missing or that changed."""
    everything = images()
    earlier: tuple[str, ...] = ()
    for number, image in enumerate(everything, start=1):
        step = _step(image, debian, layout, port, earlier)
        if not is_served(image, port):
            shutil.rmtree(folder(layout.parts, step), ignore_errors=True)
        make(layout.parts, layout.logs, step, f"image {number}/{len(everything)}")
        earlier = (*earlier, step.key)


def _step(
    image: Image, debian: Path, layout: Layout, port: int, earlier: tuple[str, ...]
) -> Step:
    context = debian if image.folder == "debian" else FOLDER / image.folder
    files = text_of(path for path in context.iterdir() if path.suffix != ".tar")

    def push(part: Path, log: Path) -> None:
        request = part / "request.graphql"
        request.write_text(query(image, context, f"127.0.0.1:{port}/{image.name}"))
        command = [layout.cli, "--progress=plain", "query", "--doc", request]
        env = client_environment(layout)
        # In the root folder the CLI finds no module to load first.
        run(command, log, f"make the image {image.name}", env=env, cwd=Path("/"))

    recipe = (image.name, json.dumps(image.args), *files, debian.name, *earlier)
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
