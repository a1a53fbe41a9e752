"""Ask git in a container for the commit of a source, and for what was committed."""

from typing import Final

from dagger import Container, Directory, dag

from pipeline.containers.toolbox import SOURCE, TOOL_PYTHON, debian, ours, run
from pipeline.core.release import revision as policy
from pipeline.core.release.revision import Revision

COMMITTED: Final = "/committed"


async def revision(git: Directory, source: Directory) -> Revision:
    """Return the commit of a source; Refused when the source is not what it holds."""
    container = _git(git).with_directory(SOURCE, source)
    shown = await run(container, policy.SHOW)
    shallow = await run(container, policy.SHALLOW)
    found = policy.read(shown, shallow, await run(container, policy.COUNT))
    ready = container.with_exec(list(policy.INDEX))
    differing: set[str] = set()
    for command in (policy.CHANGED, policy.UNKNOWN):
        listed = await ready.with_exec([*command, "-z"]).stdout()
        differing |= set(filter(None, listed.split("\0")))
    policy.must_be_of(found, tuple(sorted(differing)))
    return found


def committed(git: Directory) -> Directory:
    """Return each version of each file that was committed, by its blob."""
    container = _git(git).with_(ours("__init__.py", "committed.py"))
    argv = ["python", "-m", "pipeline.committed", "/git", COMMITTED]
    return container.with_exec(argv).directory(COMMITTED)


def _git(git: Directory) -> Container:
    return (
        dag.container()
        .from_(f"python:{TOOL_PYTHON}-slim")
        .with_(debian(("git",)))
        .with_exec(["git", "config", "--system", "safe.directory", "*"])
        .with_env_variable("GIT_INDEX_FILE", "/tmp/index")
        .with_directory("/git", git)
        .with_workdir(SOURCE)
    )
