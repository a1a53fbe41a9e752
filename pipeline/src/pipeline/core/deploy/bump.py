"""Put a new release into an environment, unless a newer one is there."""

from typing import Final

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
from pipeline.core.environments.policy import Rules, foreign
from pipeline.core.environments.release_commit import with_release
from pipeline.core.environments.state import State, state
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.core.release.evidence import is_red
from pipeline.core.release.release import Release

ANY: Final = Rules((), ())


def check_entry(environment: Environment) -> None:
    """Refuse a bump to where releases only come from another environment."""
    before = environment.before
    if before is not None:
        raise Refused(
            f"could not bump '{environment.value}': it is fed by {before.value}, and a"
            " bump would pass by every rule; bump the first one, and promote it"
        )


def bump(
    release: Release, environment: Environment, places: Places, rules: Rules = ANY
) -> Intent:
    """Return the intent that a release runs in an environment."""

    def intent(snapshot: Snapshot) -> Decision:
        there = state(snapshot, places, environment)
        image = release.image.digest
        held = hold.complaint(snapshot, places, environment, image, release.commit)
        elsewhere = foreign(release.image, rules, there.image)
        cause = held or elsewhere or _refusal(release, there, places)
        if cause:
            name = f"'{image}' to '{environment.value}'"
            raise Refused(f"could not deploy {name}: {cause}")
        done = _done(release, there) or _overtaken(release, snapshot, places, there)
        return done or _write(release, snapshot, environment, places)

    return intent


def _refusal(release: Release, there: State, places: Places) -> str | None:
    """Say why people have to act first."""
    if there.image is None:
        path = places.component(there.environment)
        return f"there is no '{path}'; write a kustomize Component: {EXAMPLE}"
    known = there.release
    if known is None or known.image.digest == release.image.digest:
        return None
    if known.build < release.build:
        return None
    name, where = known.image.digest, there.environment.value
    if known.build == release.build:
        return (
            f"{name} in {where} is build {release.build}, too;"
            " numbers have to grow: build it again"
        )
    if known.committed < release.committed:
        return (
            f"it is build {release.build} and {name} in {where} is build"
            f" {known.build}, though its commit is the newer one: the numbers have"
            " begun anew; raise ship.series and build it again"
        )
    return None


def _done(release: Release, there: State) -> Nothing | None:
    """Return why nothing is to do, if so."""
    proven, known = there.proven, there.release
    if proven is not None and proven.image == release.image:
        if is_better(release, proven):
            return None
        return Nothing(f"{there.environment.value} runs {release.image.digest} already")
    # A record counts even where people have changed the image below it: its build
    # has been there. After a rollback it is that of the older release.
    if known is not None and release.build < known.build:
        return Nothing(f"build {release.build} is overtaken by build {known.build}")
    return None


def is_better(new: Release, old: Release) -> bool:
    """Say whether a record of the same image is to replace another one."""
    if new.built <= old.built or new.build < old.build:
        return False
    scanned = new.scan.database, old.scan.database
    newer = scanned[0] and (scanned[1] is None or scanned[1] < scanned[0])
    return bool(newer) or any(map(is_red, old.evidence))


def _overtaken(
    release: Release, snapshot: Snapshot, places: Places, there: State
) -> Nothing | None:
    """Return that a newer build is on hold: an older one run again fixes nothing."""
    held = hold.newest_held(snapshot, places, there.environment)
    if held is None or held <= release.build:
        return None
    why = f"build {release.build} is overtaken by build {held}"
    return Nothing(f"{why}, which is on hold; build a newer one")


def _write(
    release: Release, snapshot: Snapshot, environment: Environment, places: Places
) -> Write:
    component, record = places.component(environment), places.record(environment)
    before = snapshot.files[component]
    # It has been read before: no error will name it.
    text = with_release(before, release, component)  # pragma: no mutate
    files = {component: text, record: release_json.text(release)}
    return write(Kind.BUMP, environment, release.image.digest, files, release)
