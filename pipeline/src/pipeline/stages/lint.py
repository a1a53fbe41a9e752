"""Check formatting, import order and style. The verdict is core.gates.lint's."""

from dagger import Changeset, Container, Directory, dag

from pipeline.containers.ending import silence
from pipeline.containers.toolbox import SOURCE, side_by_side, tools
from pipeline.core.errors import Refused
from pipeline.core.gates import lint as policy
from pipeline.core.settings import comments
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def lint(target: Target) -> tuple[Leg, ...]:
    """Run Black, isort and flake8, or ruff, on the code and its tests."""
    container = tools("lint").with_directory(SOURCE, await target.code())
    commands = (*policy.commands(target.project), comments.command(target.project))
    *runs, told = await side_by_side(container, commands)
    return (comments.named(policy.judge(runs, target.project), told),)


async def must_be_here(source: Directory, repository: Directory) -> None:
    """Refuse changes of another folder than the one that they are written into.

    The CLI writes into the folder it runs in, wherever the source came from.
    """
    try:
        policy.must_be_the_same(await source.digest(), await repository.digest())
    except Refused:
        silence()
        raise


def fix(target: Target) -> Changeset:
    """Let the formatters rewrite the code; return what they changed."""
    container = tools("lint").with_directory(SOURCE, target.fixed)
    before = container
    for argv in policy.fixes(target.project):
        container = container.with_exec(list(argv))
    return _source(container).changes(_source(before))


def _source(container: Container) -> Directory:
    # Both sides of a comparison have to lie at the same path, and to have come the same
    # way: what a cache has of the same files has other times, and would be a change.
    return dag.directory().with_directory(".", container.directory(SOURCE))
