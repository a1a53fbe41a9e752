"""The state of one environment in Git: its release, holds and past."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.core.environments import hold, image_component
from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.environments.hold import Hold
from pipeline.core.project.environment import Environment
from pipeline.core.reference import Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Release


@dataclass(frozen=True, slots=True)
class State:
    """The image of an environment, its record, and what may not go there.

    Without a component there is no *image*. *release* is what the record says, which
    may be missing, or be that of another image: people write here, too.
    """

    environment: Environment
    image: Image | None
    release: Release | None
    holds: tuple[Hold, ...]

    @property
    def proven(self) -> Release | None:
        """Return the record if it is that of the image."""
        known = self.release is not None and self.release.image == self.image
        return self.release if known else None


def state(snapshot: Snapshot, places: Places, environment: Environment) -> State:
    """Return what the branch's newest commit says of an environment."""
    return State(
        environment,
        image_in(snapshot.files, places, environment),
        release_in(snapshot.files, places, environment),
        hold.holds_on(snapshot, places, environment),
    )


def image_in(
    files: Mapping[str, str], places: Places, environment: Environment
) -> Image | None:
    """Return the image that an environment's component names, if there is one."""
    path = places.component(environment)
    return image_component.image_of(files[path], path) if path in files else None


def release_in(
    files: Mapping[str, str], places: Places, environment: Environment
) -> Release | None:
    """Return what an environment's record says, if there is one."""
    path = places.record(environment)
    return release_json.read(files[path], path) if path in files else None
