"""Find the programs that a cluster is made of, or say where they come from."""

import os
import shutil
from pathlib import Path

from engine.layout import Layout
from local.errors import Missing

ARGOCD_MODULE = "github.com/argoproj/argo-cd/v3@v3.2.6"


def find(name: str) -> Path:
    """Return a program on the PATH, or the one that was built for the cluster."""
    if on_path := shutil.which(name):
        return Path(on_path)
    parts = _layout().parts
    if built := sorted(parts.glob(f"cluster-{name}-*/{name}")):
        return built[-1]
    raise Missing(
        f"could not find {name}: it is neither on the PATH nor in '{parts}';"
        " install it, or let `make cluster` build it"
    )


def argocd_source() -> Path:
    """Return the source of Argo CD, which its program was built from."""
    home = Path(os.environ.get("GOMODCACHE", _layout().cache / "go-mod"))
    source = home / ARGOCD_MODULE
    if source.is_dir():
        return source
    raise Missing(
        f"could not find the source of Argo CD: there is no '{source}';"
        " let `make cluster` fetch it, or set GOMODCACHE"
    )


def _layout() -> Layout:
    return Layout.of(dict(os.environ))
