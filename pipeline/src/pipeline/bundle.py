"""Write the report bundle as a directory."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Final

from dagger import Directory, File, dag

from pipeline.containers.toolbox import TOOL_PYTHON
from pipeline.core.report import bundle as report
from pipeline.core.spread import part as parts
from pipeline.core.verdict import Run

PART: Final = "part.json"
DECODE: Final = """
from base64 import b64decode
from pathlib import Path

for file in Path("/text").rglob("*"):
    if file.is_file():
        place = Path("/bytes") / file.relative_to("/text")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b64decode(file.read_text()))
"""


def directory(run: Run) -> Directory:
    """Write the bundle's files."""
    files = dag.directory()
    binary: dict[str, bytes] = {}
    for path, content in report.bundle(run).items():
        if isinstance(content, str):
            files = files.with_new_file(path, content)
        else:
            binary[path] = content
    return files.with_directory(".", _decoded(binary)) if binary else files


def part(run: Run) -> File:
    """Write all of a run that it takes to judge it beside others."""
    return dag.directory().with_new_file(PART, parts.written(run)).file(PART)


def _decoded(binary: Mapping[str, bytes]) -> Directory:
    """Bring to the engine what is no text: its API knows texts only.

    A file of this function's own folder would not do: the engine may look for it
    when the function has ended, and its folder with it.
    """
    container = dag.container().from_(f"python:{TOOL_PYTHON}-slim")
    for path, content in binary.items():
        container = container.with_new_file(
            f"/text/{path}", b64encode(content).decode()
        )
    return container.with_exec(["python", "-c", DECODE]).directory("/bytes")
