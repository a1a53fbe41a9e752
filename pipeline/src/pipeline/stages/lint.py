"""Check formatting, import order and style. The verdict is core.gates.lint's."""

from dagger import Changeset, Container, Directory, dag

from pipeline.containers.toolbox import SOURCE, side_by_side, tools
from pipeline.core.gates import lint as policy
from pipeline.core.verdict import Leg
from pipeline.target import Target


async def lint(target: Target) -> tuple[Leg, ...]:
    """Run Black, isort and flake8 on the code and its tests."""
    container = tools("lint").with_directory(SOURCE, target.code)
    runs = await side_by_side(container, policy.commands(target.project))
    return (policy.judge(runs, target.project),)


def fix(target: Target) -> Changeset:
    """Let isort and Black rewrite the code; return what they changed."""
    container = tools("lint").with_directory(SOURCE, target.code)
    before = container
    for argv in policy.fixes(target.project):
        container = container.with_exec(list(argv))
    return _source(container).changes(_source(before))


def _source(container: Container) -> Directory:
    # Both sides of a comparison have to lie at the same path, and to have come the same
    # way: what a cache has of the same files has other times, and would be a change.
    return dag.directory().with_directory(".", container.directory(SOURCE))
