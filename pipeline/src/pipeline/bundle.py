"""The report bundle as a directory that can be exported."""

from dagger import Directory, dag

from pipeline.core import report
from pipeline.core.verdict import Run


def directory(run: Run) -> Directory:
    """Write the bundle's files."""
    files = dag.directory()
    for path, text in report.bundle(run).items():
        files = files.with_new_file(path, text)
    return files
