"""Write the files that a repository lacks. They are core.project.starting's."""

from dagger import Directory, dag

from pipeline.core.project import starting
from pipeline.core.project.starting import Service
from pipeline.target import Target


async def start(target: Target, service: Service) -> Directory:
    """Return what is not there."""
    pyproject = None
    if "pyproject.toml" in target.files:
        pyproject = await target.source.file("pyproject.toml").contents()
    made = starting.missing(service, target.project, target.files, pyproject)
    files = dag.directory()
    for name, text in made.items():
        files = files.with_new_file(name, text)
    return files
