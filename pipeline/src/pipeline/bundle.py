"""The report bundle as a directory that can be exported."""

from pathlib import Path

from dagger import Directory, File, dag

from pipeline.core import report
from pipeline.core.verdict import Run


def directory(run: Run) -> Directory:
    """Write the bundle's files."""
    files = dag.directory()
    for path, content in report.bundle(run).items():
        if isinstance(content, str):
            files = files.with_new_file(path, content)
        else:
            files = files.with_file(path, _file(f"bundle/{path}", content))
    return files


def _file(path: str, content: bytes) -> File:
    """Bring what is no text to the engine: its API knows texts only."""
    here = Path(path)
    here.parent.mkdir(parents=True, exist_ok=True)
    here.write_bytes(content)
    return dag.current_module().workdir_file(path)
