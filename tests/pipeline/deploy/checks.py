"""What has to hold after each effect, whatever the model says."""

from collections.abc import Mapping

from pipeline.core.environments.decision import Write
from tests.pipeline.deploy.commands import Bump, CatchUp, Command, Promote, Rollback
from tests.pipeline.deploy.files import ENVIRONMENTS, seen
from tests.pipeline.deploy.model import Here, Model
from tests.pipeline.deploy.shipping import PLACES, Repository


def others_stay(
    command: Command, made: Write, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """See that an effect wrote to its own folder only."""
    folder = PLACES.folder(ENVIRONMENTS[command.place])
    assert all(path.startswith(f"{folder}/") for path in made.files)
    for path in before.keys() | after.keys():
        assert path in made.files or before.get(path) == after.get(path)


def was_let_in(
    command: Command, before: Here, model: Model, repository: Repository
) -> None:
    """See that what runs now is not on hold, is no step back, and is proven."""
    here = seen(repository)[command.place]
    assert here.proven and not model.held(command.place, here.image)
    if isinstance(command, Bump | Promote):
        assert before.record <= here.record
    if isinstance(command, Promote):
        build = model.builds[here.image]
        assert build.green and build.ours and command.well == here.image
    if isinstance(command, Rollback | CatchUp):
        assert _lay_there_before(command.place, repository)


def _lay_there_before(place: int, repository: Repository) -> bool:
    """Say whether the record is, byte for byte, that of an older commit."""
    environment = ENVIRONMENTS[place]
    path = PLACES.record(environment)
    past = repository.past[environment][1:]
    return any(repository.files[path] == each.files.get(path) for each in past)
