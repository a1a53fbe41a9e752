"""Put a new release into an environment, unless a newer one is there."""

from pipeline.core.environments import hold
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
    Snapshot,
    Write,
)
from pipeline.core.environments.facts import Kind, write
from pipeline.core.environments.image_component import EXAMPLE
from pipeline.core.environments.release_commit import with_release
from pipeline.core.environments.state import State, state
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.core.release.release import Release


def bump(release: Release, environment: Environment, places: Places) -> Intent:
    """Return the intent that a release runs in an environment."""

    def intent(snapshot: Snapshot) -> Decision:
        there = state(snapshot, places, environment)
        held = hold.complaint(snapshot, places, environment, release.image.digest)
        cause = held or _refusal(release, there, places)
        if cause:
            name = f"'{release.image.digest}' to '{environment.value}'"
            raise Refused(f"could not deploy {name}: {cause}")
        done = _done(release, there)
        return done or _write(release, snapshot, environment, places)

    return intent


def _refusal(release: Release, there: State, places: Places) -> str | None:
    """Say why people have to act first."""
    if there.image is None:
        path = places.component(there.environment)
        return f"there is no '{path}'; write a kustomize Component: {EXAMPLE}"
    known = there.release
    if known is None or known.build != release.build:
        return None
    if known.image.digest == release.image.digest:
        return None
    name, number = known.image.digest, release.build
    return (
        f"{name} in {there.environment.value} is build {number}, too;"
        " numbers have to grow: build it again"
    )


def _done(release: Release, there: State) -> Nothing | None:
    """Return why nothing is to do, if so."""
    proven, known = there.proven, there.release
    if proven is not None and proven.image == release.image:
        return Nothing(f"{there.environment.value} runs {release.image.digest} already")
    # A record counts even where people have changed the image below it: its build
    # has been there. After a rollback it is that of the older release.
    if known is not None and release.build < known.build:
        return Nothing(f"build {release.build} is overtaken by build {known.build}")
    return None


def _write(
    release: Release, snapshot: Snapshot, environment: Environment, places: Places
) -> Write:
    component, record = places.component(environment), places.record(environment)
    before = snapshot.files[component]
    # It has been read before: no error will name it.
    text = with_release(before, release, component)  # pragma: no mutate
    files = {component: text, record: release_json.text(release)}
    return write(Kind.BUMP, environment, release.image.digest, files, release)
