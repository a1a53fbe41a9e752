"""The Debian root file system that every image here starts from."""

import shlex
import shutil
from pathlib import Path

from engine import pins
from engine.command import run
from engine.steps import Step

PACKAGES = ("ca-certificates", "tzdata")
LEAN = (
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    # The licences stay, as in the official image: scanners read them.
    "--dpkgopt=path-include=/usr/share/doc/*/copyright",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
)
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
LOCAL = Path("/usr/local/share/ca-certificates")


def step() -> Step:
    """Make the root file system, which trusts what this machine trusts."""
    recipe = (pins.DEBIAN, *PACKAGES, *LEAN, _certificates())
    return Step("debian", "make a Debian root file system", 40, recipe, _make)


def _certificates() -> str:
    return "".join(file.read_text() for file in sorted(LOCAL.rglob("*.crt")))


def _make(folder: Path, log: Path) -> None:
    tar = folder / "rootfs.tar"
    # Where outgoing TLS is re-signed by a local authority, containers have to
    # know it. update-ca-certificates puts it into the bundle.
    trust = [
        f"--customize-hook=copy-in {shlex.quote(str(file))} {LOCAL}"
        for file in LOCAL.rglob("*.crt")
    ]
    update = '--customize-hook=chroot "$1" update-ca-certificates'
    include = f"--include={','.join(PACKAGES)}"
    command = ["mmdebstrap", "--variant=minbase", include, *LEAN, *trust, update]
    run([*command, pins.DEBIAN, tar], log, "make a Debian root file system")
    shutil.copy(
        Path(__file__).parent.parent / "images" / "debian" / "Dockerfile", folder
    )
