"""What does Git say of an environment?"""

import pytest

from pipeline.core.environments.decision import Snapshot
from pipeline.core.environments.hold import Hold, text
from pipeline.core.environments.state import State, image_in, release_in, state
from pipeline.core.errors import Refused
from pipeline.core.reference import NO_DIGEST, Image
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    NOON,
    PLACES,
    PRODUCTION,
    REPOSITORY,
    STAGING,
    digest,
    release,
    running,
)

HOLD = Hold(digest(7), "it loses orders", "Ada", NOON)


def test_an_environment_has_an_image_its_record_and_holds() -> None:
    """Its own, and the holds of those before it."""
    files = running(STAGING, release(5)) | running(DEV, release(6))
    files |= {PLACES.hold(DEV, HOLD.digest): text(HOLD)}
    there = state(Snapshot("", files), PLACES, STAGING)

    assert State(STAGING, release(5).image, release(5), (HOLD,)) == there
    assert release(5) == there.proven


def test_an_environment_may_have_nothing() -> None:
    """Without its component nothing can be written there."""
    there = state(Snapshot("", {}), PLACES, DEV)

    assert State(DEV, None, None, ()) == there
    assert None is there.proven


def test_a_fresh_component_names_no_image_that_there_is() -> None:
    """And has no record."""
    there = state(Snapshot("", {PLACES.component(DEV): FRESH}), PLACES, DEV)

    assert State(DEV, Image(REPOSITORY, NO_DIGEST), None, ()) == there
    assert None is there.proven


def test_a_record_of_another_image_proves_nothing() -> None:
    """Somebody has changed the component by hand."""
    files = running(DEV, release(5))
    files[PLACES.record(DEV)] = running(DEV, release(4))[PLACES.record(DEV)]
    there = state(Snapshot("", files), PLACES, DEV)

    assert release(4) == there.release
    assert None is there.proven


@pytest.mark.parametrize("path", [PLACES.component(DEV), PLACES.record(DEV)])
def test_a_broken_file_stops_its_own_environment_only(path: str) -> None:
    """Others can still be rolled back."""
    files = {each: running(each, release(5)) for each in (DEV, STAGING, PRODUCTION)}
    snapshot = Snapshot(
        "", {**files[DEV], path: "{", **files[STAGING], **files[PRODUCTION]}
    )

    with pytest.raises(Refused, match=path):
        state(snapshot, PLACES, DEV)
    assert release(5) == state(snapshot, PLACES, STAGING).proven
    assert release(5) == state(snapshot, PLACES, PRODUCTION).proven


def test_files_of_the_past_are_read_alike() -> None:
    """A commit of the past has left the same files."""
    files = running(STAGING, release(5))

    assert release(5).image == image_in(files, PLACES, STAGING)
    assert release(5) == release_in(files, PLACES, STAGING)
    assert None is image_in(files, PLACES, DEV)
    assert None is release_in(files, PLACES, DEV)
