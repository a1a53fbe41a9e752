"""The Python SDK image: our runtime module, uv, and the client library of PyPI."""

import re
import shutil
import tarfile
from pathlib import Path

from engine import pins
from engine.command import run
from engine.packages import CHECKED, PIP
from engine.parts import oci, toolchain
from engine.steps import Step, text_of

SOURCE = Path(__file__).parent.parent / "sdk" / "python"
KEPT_TABLES = ("build-system", "project", "project.urls", "tool.uv.build-backend")


def step(go: Path) -> Step:
    """Make the image."""

    def make(folder: Path, log: Path) -> None:
        root = folder / "root"
        shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
        (root / "dist").mkdir()
        shutil.copy(toolchain.uv(go), root / "dist" / "uv")
        _client(root / "sdk", folder, log)
        oci.write_image(root, folder, {})

    recipe = (pins.lock("sdk").read_text(), go.name, *text_of(SOURCE.rglob("*")))
    return Step("pysdk", "make the Python SDK image", 10, recipe, make)


def _client(sdk: Path, folder: Path, log: Path) -> None:
    """Take the client library from its source distribution."""
    download = [*PIP, "download", *CHECKED, "--no-binary", "dagger-io"]
    command = [*download, "--dest", folder, "--requirement", pins.lock("sdk")]
    run(command, log, f"fetch {pins.SDK}")
    archive = next(folder.glob("dagger_io-*.tar.gz"))
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    unpacked = folder / archive.name.removesuffix(".tar.gz")
    # A module never starts an engine, and importing this costs each call.
    shutil.rmtree(unpacked / "src" / "dagger" / "provisioning")
    sdk.mkdir()
    for name in ("src", "README.md", "LICENSE"):
        shutil.move(unpacked / name, sdk / name)
    (sdk / "pyproject.toml").write_text(
        project_only((unpacked / "pyproject.toml").read_text())
    )
    shutil.rmtree(unpacked)
    archive.unlink()


def project_only(pyproject: str) -> str:
    """Leave out of a pyproject.toml what its own repository develops with."""
    tables = re.split(r"(?m)^(?=\[)", pyproject)
    kept = [table for table in tables if table[1 : table.find("]")] in KEPT_TABLES]
    return re.sub(r"(?m)^source-include.*\n", "", "".join(kept))
