"""The image in which the engine builds Go modules, the Python runtime among them."""

import shutil
from pathlib import Path

from engine import pins
from engine.command import run
from engine.parts import oci, toolchain
from engine.steps import Step, text_of

WARM = Path(__file__).parent.parent / "warm"
RUNTIME = Path(__file__).parent.parent / "sdk" / "python" / "runtime"
ENVIRONMENT = {
    "PATH": "/go/bin:/usr/local/go/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "GOPATH": "/go",
    "GOROOT": "/usr/local/go",
    "GOTOOLCHAIN": "local",
    "GOFLAGS": "-buildvcs=false",
    "GONOSUMDB": pins.GONOSUMDB,
}


def step(go: Path, binaries: Path, debian: Path) -> Step:
    """Make the image, its compiler's caches filled with what a first load needs."""
    inputs = (go.name, binaries.name, debian.name)
    recipe = (*inputs, *text_of(WARM.iterdir()), *text_of(RUNTIME.glob("go.*")))

    def make(folder: Path, log: Path) -> None:
        root = folder / "root"
        root.mkdir()
        run(["tar", "-xf", debian / "rootfs.tar", "-C", root], log, "unpack Debian")
        _install(root, go, binaries)
        _warm(root, log)
        oci.write_image(root, folder, ENVIRONMENT)
        shutil.rmtree(root)

    return Step("gosdk", "make the Go SDK image", 75, recipe, make)


def _install(root: Path, go: Path, binaries: Path) -> None:
    local = root / "usr" / "local"
    shutil.copytree(toolchain.goroot(go), local / "go", symlinks=True)
    shutil.copy(binaries / "codegen", local / "bin")
    warm = root / "warm"
    shutil.copytree(WARM, warm)
    for name in ("go.mod", "go.sum"):
        shutil.copy(RUNTIME / name, warm)
    # The chroot shares the network but not the names.
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")


def _warm(root: Path, log: Path) -> None:
    """Compile what the Python runtime imports, at the paths it will have.

    The compiler's cache depends on paths: only a build in this root file system
    leaves one that the engine's containers can use.
    """
    inside = ["env", "-i", "HOME=/root", *(f"{k}={v}" for k, v in ENVIRONMENT.items())]
    install = "apt-get update && apt-get install -y --no-install-recommends git"
    build = "cd /warm && go mod tidy && go build -o /dev/null ."
    for what, script in (("install git", install), ("fill Go's caches", build)):
        run(["chroot", root, *inside, "sh", "-c", script], log, what)
    shutil.rmtree(root / "warm")
    shutil.rmtree(root / "var" / "lib" / "apt" / "lists")
