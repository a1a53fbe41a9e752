"""Find overlays, build them, and parse kustomize's errors."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ROOT, ToolRun

TOOL: Final = "kustomize"
FILES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
ERROR: Final = re.compile(r"(?ms)^Error: (.+?)\s*\Z")
WARNING: Final = re.compile(r"(?m)^# Warning: (.+)$")


def overlays(folder: str, files: Collection[str]) -> tuple[str, ...]:
    """Return the folders inside *folder* that kustomize can build."""
    paths = (PurePosixPath(file) for file in files)
    found = {path.parent for path in paths if path.name in FILES}
    inside = (path for path in found if path.parent == PurePosixPath(folder))
    return tuple(sorted(str(path) for path in inside))


def command(overlay: str) -> tuple[str, ...]:
    """Return how one overlay is built."""
    return (TOOL, "build", overlay)


def findings(overlay: str, run: ToolRun) -> list[Finding]:
    """Read its messages; an overlay that does not build is a finding."""
    place = f"{overlay}/kustomization.yaml"
    found = [
        Finding(TOOL, "deprecated", said, Severity.LOW, place, blocks=False)
        for said in WARNING.findall(run.stderr)
    ]
    if run.exit_code == 0:
        return found
    if run.exit_code != 1 or not (error := ERROR.search(run.stderr)):
        raise run.not_understood(f"exit code {run.exit_code}")
    said = error[1].replace(ROOT, "")
    return [*found, Finding(TOOL, "build", said, Severity.HIGH, place)]


def rendered(overlay: str) -> str:
    """Return the name under which the report keeps what an overlay becomes."""
    return f"rendered-{PurePosixPath(overlay).name}.yaml"
