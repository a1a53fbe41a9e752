"""Parse schema errors of manifests, and list the images that they name."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.reference import DIGEST
from pipeline.core.tool import ToolRun

TOOL: Final = "kubernetes-schemas"
IMAGES: Final = "images-by-digest"
REQUEST: Final = "/request.json"
DEFINITIONS: Final = "/definitions"
# Nothing is imported from the folder that the repository lies in.
COMMAND: Final = ("python", "-P", "-m", "pipeline.validation", REQUEST)


def request(
    version: str,
    rendered: Mapping[str, str],
    sources: str,
    files: Sequence[str],
    contracts: Mapping[str, object],
) -> str:
    """Return what the check is asked for, see pipeline.validation.report."""
    return json.dumps(
        {
            "kubernetes": version,
            "rendered": dict(rendered),
            "sources": [sources],
            "files": list(files),
            "definitions": [DEFINITIONS],
            "contracts": dict(contracts),
        }
    )


def findings(run: ToolRun) -> list[Finding]:
    """Read what does not fit its schema; the kind that nobody knows included."""
    return [
        Finding(
            tool=TOOL,
            rule=problem["rule"].text(),
            message=problem["message"].text(),
            severity=Severity.HIGH,
            path=problem["file"].text(),
            line=line(problem),
        )
        for problem in said(run)["problems"]
    ]


def looked_at(run: ToolRun) -> dict[str, int]:
    """Count the objects that were held against their schemas."""
    return {"objects": int(said(run)["documents"].number())}


def images_seen(run: ToolRun) -> dict[str, int]:
    """Count the places that name an image."""
    return {"images": len(list(said(run)["images"]))}


def images(run: ToolRun) -> list[Finding]:
    """Find images that are named without a digest: their tag may move."""
    return [
        Finding(
            tool=IMAGES,
            rule="no-digest",
            message=f"'{image['image'].text()}' has no digest; a tag may move",
            severity=Severity.HIGH,
            path=image["file"].text(),
            line=line(image),
        )
        for image in said(run)["images"]
        if not DIGEST.fullmatch(image["image"].text().partition("@")[2])
    ]


def said(run: ToolRun) -> Node:
    """Return what the check has printed."""
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    return read(run, run.stdout)


def line(entry: Node) -> int | None:
    """Return the line of an entry, where one is known."""
    return entry["line"].position() if "line" in entry else None
