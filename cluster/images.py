"""Images of the node's own: made of one static program each, no registry needed."""

import json
import os
import shutil
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from cluster import programs
from engine import pins
from engine.command import run
from engine.layout import Layout
from engine.lock import locked
from engine.parts import oci, toolchain
from engine.steps import Step, folder, make, text_of

PAUSE = "cluster.local/pause:1"
COREDNS = "cluster.local/coredns:1"
CODE = Path(__file__).parent / "pause"


def archives(layout: Layout) -> list[Path]:
    """Return the images' archives, made once."""
    coredns = programs.built(layout, ["coredns"])["coredns"]
    step = _step(layout, coredns)
    with locked(layout):
        make(layout.parts, layout.logs, toolchain.step(), "1/2")
        part = make(layout.parts, layout.logs, step, "2/2")
    return sorted(part.glob("*.tar"))


def _step(layout: Layout, coredns: Path) -> Step:
    def fill(part: Path, log: Path) -> None:
        with TemporaryDirectory() as work:
            pause = Path(work) / "pause"
            _compile(layout, pause, log)
            write_archive(pause, PAUSE, part / "pause.tar")
        write_archive(coredns, COREDNS, part / "coredns.tar")

    recipe = (pins.GO, coredns.parent.name, PAUSE, COREDNS, *text_of(CODE.iterdir()))
    return Step("cluster-images", "make the node's own images", 5, recipe, fill)


def _compile(layout: Layout, target: Path, log: Path) -> None:
    go = folder(layout.parts, toolchain.step())
    command = [toolchain.goroot(go) / "bin" / "go", "build", "-trimpath"]
    env = toolchain.environment(go, layout.cache)
    flags = ["-ldflags", "-s -w", "-o", target, "."]
    run([*command, *flags], log, "build pause", env=env, cwd=CODE)


def write_archive(program: Path, name: str, archive: Path) -> None:
    """Write an OCI archive, under this name, of an image that runs the program."""
    with TemporaryDirectory() as work:
        root, layout = Path(work) / "root", Path(work) / "layout"
        root.mkdir()
        shutil.copy2(program, root / program.name)
        os.chmod(root / program.name, 0o755)
        layout.mkdir()
        oci.write_image(root, layout, {"PATH": "/"}, [f"/{program.name}"])
        _index(layout, name)
        with tarfile.open(archive, "w") as tar:
            for file in ("oci-layout", "index.json", "blobs"):
                tar.add(layout / file, arcname=file)


def _index(layout: Path, name: str) -> None:
    digest = (layout / "digest").read_text()
    manifest = layout / "blobs" / "sha256" / digest.removeprefix("sha256:")
    described = {
        "mediaType": oci.MANIFEST,
        "digest": digest,
        "size": manifest.stat().st_size,
        "annotations": {"io.containerd.image.name": name},
    }
    index = {"schemaVersion": 2, "manifests": [described]}
    (layout / "index.json").write_text(json.dumps(index))
    (layout / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
