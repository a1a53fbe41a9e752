"""Load the schemas of Kubernetes from the package kubernetes-validate."""

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

STRICT: Final = re.compile(r"v(\d+)\.(\d+)\.\d+-local-strict")


def folder(version: str) -> Path:
    """Return the schemas of a version such as 1.35, or end with which there are."""
    spec = find_spec("kubernetes_validate")
    assert spec is not None and spec.origin is not None
    found = Path(spec.origin).parent / "kubernetes-json-schema"
    matches = (STRICT.fullmatch(each.name) for each in found.iterdir())
    known = sorted((int(m[1]), int(m[2]), m[0]) for m in matches if m)
    folders = {f"{major}.{minor}": name for major, minor, name in known}
    if version not in folders:
        sys.exit(
            f"could not find the schemas of Kubernetes '{version}': there are none; "
            f"set manifests.kubernetes to one of {', '.join(folders)}"
        )
    return found / folders[version]
